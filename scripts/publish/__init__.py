"""From pages in the cache to a published site: layout, hand-written pages, checkout.

`handwritten` runs MkDocs when something changed that it reads; `layout` puts each fragment into the
page layout that MkDocs made; `checkout` makes the site's folder a list of trees, as a whole.
"""
