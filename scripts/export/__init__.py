"""Questions for other programs: GIFT, Anki, CSV, JSON and paper; GIFT comes back.

`gift_subset` tells what GIFT can hold of a question, and in plain words what it can't. Writers
write what is held and nothing else, so that the loss report can't be wrong by omission.
"""
