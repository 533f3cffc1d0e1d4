"""Full-text search: a Pagefind index for each group of channels, and which group has which word.

A single index of everything costs a reader more for the first result the larger the library is:
its table of pages and its lists of common words grow. Here a search loads one group's index, of
about `GROUP` pages, chosen by the reader's place and a small table of words; further groups follow
on request.
"""
