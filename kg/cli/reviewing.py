"""Who is who, and what people decide."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.canonical import derive
from kg.cli.options import complain, example, format_option, store_option
from kg.cli.stores import opened
from kg.config import Settings, load_settings
from kg.corrected_gold import corrected_gold
from kg.deciding import decisions
from kg.decisions import Decision, Operation, Verdict, read_decisions
from kg.endpoint import Endpoint
from kg.errors import SettingsError
from kg.gold_writing import write_gold
from kg.pipeline import read
from kg.review import making
from kg.review.listing import listed, waiting
from kg.review.recording import Reread, record, record_all, take_back
from kg.review.scope import Scope
from kg.review.states import states
from kg.review.terminal import Conversation

DECISIONS = ("same", "different", "unsure", "right", "wrong")


@click.command("resolve", epilog=example("kg resolve"))
@store_option
@format_option("text", "json")
def resolve_(settings: Settings, form: str) -> None:
    """Find out anew who is who and which event is which, from all reports and all judgements."""
    with opened(settings, read_only=False) as store:
        found = derive(store)
    click.echo(json.dumps(asdict(found)) if form == "json" else found.told())


def rereader(settings: Settings) -> Reread:
    """What reads a report again, as people corrected it."""
    return partial(read, base=settings.base)


def deciding(command: Callable[..., None]) -> Callable[..., None]:
    """The option that says who decides."""

    def named(_: click.Context, __: click.Parameter, by: str | None) -> str:
        return by or load_settings().reviewer or os.environ.get("USER", "")

    return click.option("--by", metavar="NAME", callback=named, help="Who decides (default: see kg config, or $USER).")(
        command
    )


@click.command(
    "judge", epilog=example("kg judge", "kg judge --same kut-times/person-97 kut-ngo/person-310 --why 'both the mayor'")
)
@click.option("--kind", type=click.Choice(["identity", "facts"]), help="Only who may be the same, or only facts.")
@click.option("--type", "type_", metavar="KIND", help="Only persons (person), counts (count) …")
@click.option("--report", metavar="ID", help="Only of this report.")
@click.option("--same", nargs=2, metavar="A B", help="Decide: these two are the same. As REPORT/KEY or by address.")
@click.option("--different", nargs=2, metavar="A B", help="Decide: they are not.")
@click.option("--unsure", nargs=2, metavar="A B", help="Decide: nobody can tell.")
@click.option("--right", metavar="FACT", help="Decide: this fact, person … was read rightly.")
@click.option("--wrong", metavar="FACT", help="Decide: it was not.")
@click.option("--why", default="", metavar="TEXT", help="The reason, with --same and the others.")
@deciding
@store_option
@format_option("text", "json")
def judge_(settings: Settings, by: str, why: str, form: str, **asked: Any) -> None:
    """Review what waits for a person: pairs that may be one, and facts of which the reader is not sure.

    Asks one question after the other, answered by keys; or decides what an option says. With json and without a
    decision: what waits, one object on a line.
    """
    given = [(name, asked[name]) for name in DECISIONS if asked[name]]
    if len(given) > 1:
        raise click.UsageError(f"one decision at a time: {' and '.join(f'--{name}' for name, _ in given)}")
    scope = Scope(type=asked["type_"], report=asked["report"])
    kinds = ("identity", "facts") if asked["kind"] is None else (asked["kind"],)
    with opened(settings, read_only=form == "json" and not given) as store:
        if given:
            decision = asked_decision(store, *given[0], by=by, why=why)
            record(store, decision, rereader(settings))
            derive(store)
            click.echo(decision.to_json() if form == "json" else f"{decision.id} {given[0][0]}")
        elif form == "json":
            for item in waiting(store, kinds, scope):
                click.echo(json.dumps(asdict(item), ensure_ascii=False))
        else:
            converse(store, settings, by, kinds, scope)


def asked_decision(store: Endpoint, name: str, about: Any, *, by: str, why: str) -> Decision:
    """The decision that an option says."""
    if name in ("right", "wrong"):
        operation = Operation.ACCEPT if name == "right" else Operation.REJECT
        return making.correction(store, operation, making.address(store, about), {}, by=by, why=why)
    left, right = (making.address(store, node) for node in about)
    return making.judgement(store, Verdict(name), (left, right), by=by, why=why)


def converse(store: Endpoint, settings: Settings, by: str, kinds: tuple[str, ...], scope: Scope) -> None:
    """Ask in the terminal until the person is done; identity is derived at the end."""

    def ask(question: str) -> str | None:
        try:
            return str(click.prompt(question, default="", show_default=False, prompt_suffix="  > "))
        except click.Abort:  # the end of the input, or Ctrl-C
            return None

    if not by.strip():
        raise SettingsError("nobody knows who decides; say --by NAME, or set KG_REVIEWER")
    conversation = Conversation(store, rereader(settings), by, ask=ask, say=click.echo)
    try:
        conversation.run(kinds, scope)
    finally:
        if conversation.made:
            derive(store)
    click.echo(f"{len(conversation.made)} decided")


@click.command("decisions", epilog=example("kg decisions --format jsonl > decisions.jsonl", "kg decisions --unplaced"))
@click.option("--report", metavar="ID", help="Only about this report.")
@click.option("--unplaced", is_flag=True, help="Only those that cannot be placed any more.")
@click.option("--take-back", "take", metavar="ID", help="Take this decision back, as if it had never been made.")
@click.option("--from", "file", type=click.Path(path_type=Path), help="Take in the decisions of a file of JSON lines.")
@click.option("--gold", type=click.Path(path_type=Path), metavar="FOLDER", help="Write corrected reports as gold.")
@store_option
@format_option("text", "json", "jsonl")
def decisions_(
    settings: Settings,
    form: str,
    report: str | None,
    unplaced: bool,
    take: str | None,
    file: Path | None,
    gold: Path | None,
) -> None:
    """List what was decided and what became of it, or take decisions back or in. jsonl is the file that lives in git.

    A file is looked through as a whole before anything is written; what is held already is passed over.
    """
    if sum(one is not None for one in (take, file, gold)) > 1:
        raise click.UsageError("--take-back, --from and --gold do different things; say one")
    made = [] if file is None else read_decisions(file)
    with opened(settings, read_only=take is None and file is None) as store:
        if take is not None:
            take_back(store, take, rereader(settings))
            derive(store)
            click.echo(f"{take} taken back")
        elif file is not None:
            new = record_all(store, made, rereader(settings))
            derive(store)
            lost = [state for state in states(store, new) if state.status == "unplaced"]
            click.echo(f"{len(new)} taken in, {len(made) - len(new)} were there, {len(lost)} cannot be placed")
        elif gold is not None:
            write_as_gold(store, gold)
        else:
            known = decisions(store, report)
            told = list(zip(known, states(store, known), strict=True))
            click.echo(listed([one for one in told if not unplaced or one[1].status == "unplaced"], form), nl=False)


def write_as_gold(store: Endpoint, folder: Path) -> None:
    """The reports that people corrected, as a folder for `kg score`; what gold has no words for is told."""
    corrected = list(corrected_gold(store))
    try:
        files = write_gold(folder, corrected)
    except OSError as error:
        raise SettingsError(f"{folder}: cannot be written to: {error.strerror}; choose another folder") from error
    for one in corrected:
        for line in one.left_out:
            complain(f"{one.report.id}: left out: {line}")
    click.echo(f"{len(files)} report{'' if len(files) == 1 else 's'} written to {folder}")
