"""The kinds of pages: for each a view, which is everything that the page shows, and its page.

`kinds.KINDS` is the table of pages. Equal views mean equal pages: a view's fields are the named
inputs by which the engine decides whether to make a page again.
"""
