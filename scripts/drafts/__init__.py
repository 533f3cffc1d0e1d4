"""Drafts: from captions to an article of this project, for a person to finish.

`compose` chooses sentences and makes sections of them, with headings from `phrases`; `linking`
finds first mentions of what the wiki knows; `markdown` writes the article, `questions` a first
knowledge check, `report` what a person should look at. `merge` brings a new draft and a person's
edits together. `rewrite` hands a draft to a language model, and `accept` says what may come back.
All but `merge`, `endpoint` and `store` are pure.
"""
