"""Questions for other programs: GIFT, Anki, CSV, JSON and paper; GIFT comes back.

Each format says in plain words what it can't hold of a question. GIFT's writer writes what
`gift.subset` holds and nothing else, so that its loss report can't be wrong by omission.
"""
