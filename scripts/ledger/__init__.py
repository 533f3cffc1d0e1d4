"""Permanent addresses: `/a/<id>/` leads to the same thing forever.

`entries` reads and writes the ledger's file, `operations` renames, merges, retires and updates,
`history` compares it with version control, `redirects` sends old addresses on.
"""
