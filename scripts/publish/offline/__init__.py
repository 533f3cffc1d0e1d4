"""A built site as a folder on a stick: it works when its `index.html` is opened as a file."""
