"""`mkdocs serve`: the hook, the process that builds pages, and what a change makes again."""
