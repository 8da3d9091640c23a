"""The reader held against gold."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg import identity_board, scoreboard
from kg.cli.options import example, format_option
from kg.gold import gold_files, load_gold
from kg.identified import score_set
from kg.identity_gold import identity_files
from kg.pipeline import extract
from kg.rulebook import published
from kg.score import KINDS
from kg.scoreboard import score_all


@click.command("score", epilog=example("kg score data", "kg score data/gold/development --errors roles"))
@click.argument("paths", metavar="FOLDER|FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--errors",
    type=click.Choice(["all", "identity", "nothing", *(kind for kind in KINDS if kind != "main events")]),
    help="List the errors of this kind, or of all.",
)
@format_option("text", "json", "markdown")
def score_(paths: tuple[Path, ...], errors: str | None, form: str) -> None:
    """Hold the reader against gold, the facts of reports listed beforehand; docs/gold.md says how they are matched.

    Where a folder has gold for identity (identity.json), its reports are read together, and the pairs that are joined
    are held against it. Candidates, which the graph does not state, are left out. With json: everything, with right
    and n by rule.
    """
    sets = identity_files(paths)
    rest = [path for path in paths if path not in sets]
    golds = load_gold(rest) if gold_files(rest) or not sets else []
    halves = score_all(golds, lambda report: published(extract(report)))
    same = [score_set(file) for file in sets]
    if form == "json":
        both = {**scoreboard.as_json(halves), "identity": identity_board.as_json(same)}
        click.echo(json.dumps(both if same else scoreboard.as_json(halves), ensure_ascii=False))
    elif form == "markdown":
        tables = [scoreboard.as_markdown(halves)] * bool(halves) + [identity_board.as_markdown(same)] * bool(same)
        click.echo("\n\n".join("\n".join(table) for table in tables))
    else:
        shown = identity_board.as_text(same, errors=errors in ("all", "identity"))
        click.echo("\n".join([*scoreboard.as_text(halves, errors), *shown]))
