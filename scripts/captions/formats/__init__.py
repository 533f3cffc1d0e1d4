"""The formats of caption files, each a module that parses text to what its cues show."""
