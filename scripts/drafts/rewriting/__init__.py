"""The bridge to a language model: a draft goes out section by section, checked text comes back.

`rewrite` asks for each section, `endpoint` speaks the chat-completions protocol, `accept` compares
what came back with the captions. Without `--rewrite` nothing here runs.
"""
