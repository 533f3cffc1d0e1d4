"""Drafts: from captions to an article of this project, for a person to finish.

`talks` finds the tracks of each talk, `compose` chooses sentences and makes sections of them,
`linking` finds first mentions of what the wiki knows, `markdown` writes the article, `questions` a
first knowledge check, `report` what a person should look at. `merge` brings a new draft and a
person's edits together, `store` knows where both lie, and `finish` does all of it for one talk.
`rewriting` is the bridge to a language model. Files are read in `talks` and written in `store` and
`finish`; everything else is pure.
"""
