"""What the quizzes load in the reader's browser: Pyodide, and one archive with the core."""
