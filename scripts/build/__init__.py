"""The engine: a content-addressed cache and memos of named inputs, wherever the work runs.

The model is Git's. The cache holds immutable *objects* by the digest of their bytes. A *memo* is a
value under the digest of its task, the program and the `repr` of its inputs; a value whose inputs
changed has another name, so nothing is ever stale and nothing is ever invalidated. A *tree* maps
paths of the site to objects, and a site is a few trees without a common path.

    scan          files by signature; a file that did not change is not opened
    batches       parse a few files at a time, or one caption file: items, and facts for the plan
    plan          channels that a link, a video, a name or a check ties are one group;
                  permanent addresses are given here
    groups        link the articles of a group; a page is made again where a field of its view
                  changed, and comes from the group's pack where none did
    shared        listings, newsletters, feeds: made again where a summary of a group changed
    executors     in this process, on every core, or on a Dask cluster

Four consequences. A source with checks, addresses and newsletters takes the same path as one
without. A build that is killed leaves objects that nothing refers to, which `Cache.sweep` removes;
the published site changes only in `publish.checkout`, in one exchange of two folders. Damage is
noticed by digest when a file is read or published, and costs a build from nothing. One build at a
time uses a cache; another one waits. And the bytes are the same on
any number of processes, under any hash seed, whole or after edits.

To see why a page was made: `python -m scripts build --explain wiki/channel/slug`.
"""
