"""What the browser needs besides pages: libraries, icons, Pyodide's archive and snapshot."""
