"""What articles say together: the library, wiki links, the seconds of citations, backlinks, claims.

`Library` finds an article by any of its names, `links.link` decides every citation and link, and
`Site` is the linked library as pages see it.
"""
