"""The door under its former name, which others rely on: see `assessments.api`."""

from assessments.api import handle

__all__ = ["handle"]
