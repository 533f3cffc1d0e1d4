"""GIFT, Moodle's plain-text format, there and back.

`subset` tells what GIFT can hold of a question, `write` writes that and nothing else. `parse` takes
a file of any program apart, question by question, so that a bad one costs only itself; `words`
takes its texts out of their markup, and `read` makes questions of ours from it.
"""
