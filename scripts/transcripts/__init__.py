"""From a source folder to parsed articles: scan, front matter, dialect, references, Markdown.

`scan` finds the files, `parse` turns the text of one into an `Article` or a `Hub` of safe HTML with
numbered placeholders where citations and wiki links stand. An author's mistake is a `Problem` with
path and line, never an exception.
"""
