"""Questions leave for other programs: GIFT, Anki, CSV, JSON and paper; GIFT comes back.

`held` of each format says what it can hold of a question, and in plain words what it can't. The
writers write what is held and nothing else, so that the loss report can't be wrong by omission. A
question of a type that a format does not know is left out, and the report names it.
"""
