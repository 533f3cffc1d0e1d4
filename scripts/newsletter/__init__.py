"""Newsletters: issues with links into articles and questions, as mail and as pages."""
