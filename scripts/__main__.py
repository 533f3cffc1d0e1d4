"""The command line: `python -m scripts COMMAND`, and `--help` for any of them."""

from __future__ import annotations

from importlib import import_module

import click

# A command's module is imported when the command is asked for: `ledger find` needs no browser code.
COMMANDS = (
    "bench",
    "build",
    "draft",
    "export",
    "headings",
    "ledger",
    "links",
    "new",
    "newsletter",
    "runtime",
    "serve",
    "verify",
    "wheel",
)
# Commands that share a module with another.
WITH = {"links": "verify", "runtime": "build", "wheel": "build"}


class Commands(click.Group):
    """The group of all commands, each a module of `scripts.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"scripts.commands.{WITH.get(cmd_name, cmd_name)}")
        command: click.Command = getattr(module, cmd_name if cmd_name in WITH else "command")
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build, check and publish a knowledge base."""


def run(command: str) -> None:
    """Run one command with the arguments of this process, as `python -m scripts.<command>` does."""
    found = main.get_command(click.Context(main), command)
    assert found is not None
    found.main(prog_name=f"python -m scripts {command}")


if __name__ == "__main__":
    main(prog_name="python -m scripts")
