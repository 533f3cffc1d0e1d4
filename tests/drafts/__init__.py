"""Tests of the draft command, over two made-up talks in `captions/`."""
