"""The command line: one verb for each thing that can be done with the graph.

The module of a verb is imported when it is called: `kg config` need not wait for the reader and the engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

import kg
from kg.cli.options import MISUSED, REFUSED, complain, example
from kg.errors import KGError, ReportError, TableError

VERBS = {
    "extract": "reading",
    "ingest": "reading",
    "import": "reading",
    "withdraw": "reading",
    "compact": "compacting",
    "query": "asking",
    "check": "asking",
    "changes": "asking",
    "resolve": "reviewing",
    "judge": "reviewing",
    "decisions": "reviewing",
    "export": "exporting",
    "score": "scoring",
    "serve": "serving",
    "config": "configuring",
}
"""The module of each verb, which there is the function of its name and `_`."""


class Verbs(click.Group):
    """The commands; an error of ours is one line and an exit code, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Their names."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """One of them."""
        if cmd_name not in VERBS:
            return None
        found: click.Command = getattr(import_module(f"kg.cli.{VERBS[cmd_name]}"), f"{cmd_name}_")
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KGError as error:
            complain(str(error))
            ctx.exit(REFUSED if isinstance(error, ReportError | TableError) else MISUSED)


@click.group(cls=Verbs, epilog=example("kg ingest data/reports", "kg query who-spoke-where", "kg serve"))
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """Protest reports to a knowledge graph in which every statement points at the words that support it."""
