"""Goes into the archive instead of Python's own module of this name: here nothing has colours.

Python's makes the dataclasses of its themes when it is imported, and everything that can print a
traceback imports it: that was a tenth of the base's start.
"""


class Without:
    """Answers every name alike."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._answer


NoColors = Without("")
theme_no_color = Without(NoColors)


def can_colorize(*, file: object = None) -> bool:
    """Whether this shows colours: it never does."""
    return False


def get_colors(colorize: bool = False, *, file: object = None) -> Without:
    """No colour under every name."""
    return NoColors


def get_theme(*, tty_file: object = None, **forced: bool) -> Without:
    """A theme without colours, whatever is forced."""
    return theme_no_color


def decolor(text: str) -> str:
    """The text, which has no colours."""
    return text
