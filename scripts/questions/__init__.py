"""Banks of questions: the knowledge checks of articles, and the cites of assessments.

`banks` compares each bank with what its articles really cite; `knowledge_check` renders the section
at the end of an article and the file that its browser module grades.
"""
