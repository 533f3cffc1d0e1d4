"""The captions of a source: the files beside its articles, and the transcripts made of them."""
