"""The commands of `python -m scripts`: each module reads its options and calls the rooms."""
