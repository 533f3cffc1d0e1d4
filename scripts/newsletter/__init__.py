"""The newsletter: issues written in Markdown become mail, archive pages and feed entries."""
