"""The nouns and the small tools of every other room: frozen values, text, URLs, files, diagnostics.

Nothing here knows what a transcript or a page is made of. A room may import any module of a room
below it by name; packages offer no names of their own, so that a command loads only what it needs.
"""
