"""The build step: transcripts become pages."""
