"""The command line: one verb for each thing that can be done with the graph."""

from __future__ import annotations

import datetime
import json
import logging
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import kg
from kg import identity_board, scoreboard, show
from kg.canonical import derive
from kg.config import Settings, load_settings
from kg.corrected_gold import corrected_gold
from kg.deciding import decisions
from kg.decisions import Decision, Operation, Verdict, read_decisions
from kg.endpoint import JSON, Endpoint, Wanted
from kg.errors import KGError, QueryError, ReportError, SettingsError, StoreError, TableError
from kg.export import FORMATS, chosen, export, write
from kg.gold import gold_files, load_gold
from kg.gold_writing import write_gold
from kg.guard import QUERIES, UPDATES, verb
from kg.identified import score_set
from kg.identity_gold import identity_files
from kg.ingest import Outcome, ingest
from kg.interchange import sources
from kg.interchange.coded import Form
from kg.interchange.forms import FORMS as TABLE_FORMS
from kg.interchange.incoming import bring_in
from kg.interchange.outgoing import Per, coded_events, write_table
from kg.interchange.summary import Tally
from kg.ontology import load_vocabulary, queries
from kg.pipeline import extract, read
from kg.progress import counted
from kg.remote import RemoteStore
from kg.reports import files, load_reports
from kg.review import making
from kg.review.listing import listed, waiting
from kg.review.recording import Reread, record, record_all, take_back
from kg.review.scope import Scope
from kg.review.states import states
from kg.review.terminal import Conversation
from kg.rulebook import published
from kg.score import KINDS
from kg.scoreboard import score_all
from kg.store import Store
from kg.validate import check
from kg.workers import Limits, Readers, Workers

if TYPE_CHECKING:
    from flask import Flask

RESULTS = {"csv": "text/csv", "tsv": "text/tab-separated-values"}
REFUSED, MISUSED = 1, 2
SWITCH = 5e-5
"""Seconds that a thread may work while another wants to: the one that serves all connections must not wait long."""


class Verbs(click.Group):
    """The commands; an error of ours is one line and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KGError as error:
            complain(str(error))
            ctx.exit(REFUSED if isinstance(error, ReportError | TableError) else MISUSED)


def complain(message: str) -> None:
    """One line on standard error."""
    click.echo(f"kg: {' '.join(message.split())}", err=True)


def store_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option that names the store, and with it the settings."""

    def settings(_: click.Context, __: click.Parameter, folder: str | None) -> Settings:
        known = load_settings()
        return known if folder is None else replace(known, store=folder)

    return click.option(
        "--store",
        "settings",
        metavar="DIR",
        callback=settings,
        help="The folder of the store (default: see kg config).",
    )(command)


def format_option(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that names the form of what is shown; the first is the default."""
    return click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True)


def opened(settings: Settings, *, read_only: bool = True) -> Endpoint:
    """The store of the settings, or the engine elsewhere that they name."""
    if settings.remote_query:
        return RemoteStore(settings)
    return Store(Path(settings.store), base=settings.base, read_only=read_only)


def example(*lines: str) -> str:
    """The end of a help text."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


@click.group(cls=Verbs, epilog=example("kg ingest data/reports", "kg query who-spoke-where", "kg serve"))
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """Protest reports to a knowledge graph in which every statement points at the words that support it."""


@main.command("extract", epilog=example("kg extract report.txt --format json"))
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@format_option("text", "json")
def extract_(paths: tuple[str, ...], form: str) -> None:
    """Show what is read from reports, and store nothing. With json: one object on a line for each report."""
    refused = False
    for found in load_reports(paths, limit=load_settings().max_report_characters):
        if isinstance(found, ReportError):
            refused = True
            complain(str(found))
        elif form == "json":
            click.echo(json.dumps(show.as_json(extract(found)), ensure_ascii=False))
        else:
            click.echo("\n".join(show.as_text(extract(found))))
    sys.exit(REFUSED if refused else 0)


@main.command("ingest", epilog=example("kg ingest data/reports --store build/store", "kg ingest graph.trig"))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes that read (default: one for each core).")
@store_option
@format_option("text", "json")
def ingest_(paths: tuple[str, ...], jobs: int, settings: Settings, form: str) -> None:
    """Read reports (text, web pages, feeds, JSON lines, folders, - for standard input) or RDF of kg into the store.

    What was read before, by the same rules, is passed over; so after an interruption the same command goes on.
    """
    outcomes = []
    with opened(settings, read_only=False) as store:
        store.put_vocabulary(load_vocabulary())
        for outcome in counted(ingest(store, files(paths), settings, jobs=jobs or os.cpu_count() or 1), "reports"):
            outcomes.append(outcome)
            if outcome.note:
                complain(outcome.note)
        derive(store)  # also if nothing was read: an earlier command may have been stopped before this
    if "-" in paths and form == "text":
        for outcome in outcomes:
            if outcome.status != "refused" and outcome.name.startswith("text-"):
                click.echo(f"{outcome.name} {outcome.status}")  # nobody named it, so nobody knows its id
    click.echo(summary(outcomes, form))
    sys.exit(REFUSED if any(outcome.status == "refused" for outcome in outcomes) else 0)


def summary(outcomes: list[Outcome], form: str) -> str:
    """How many reports were read, unchanged and refused; as JSON, which."""
    found = {status: [o for o in outcomes if o.status == status] for status in ("read", "unchanged", "refused")}
    if form == "json":
        return json.dumps({status: [o.note or o.name for o in some] for status, some in found.items()})
    why = Counter(outcome.reason for outcome in found["refused"]).most_common() if len(found["refused"]) > 1 else ()
    reasons = "".join(f"\n  {times} {reason}" for reason, times in why)
    return ", ".join(f"{len(some)} {status}" for status, some in found.items()) + reasons


@main.command(
    "import", epilog=example("kg import events.csv --as acled", "kg import rows.jsonl --as plover --source polecat")
)
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "columns", required=True, type=click.Choice(list(TABLE_FORMS)), help="The columns of the table.")
@click.option("--source", metavar="NAME", help="The source to which the rows belong (default: as --as).")
@click.option("--other-columns", is_flag=True, help="Keep columns that no release of such tables has, with the row.")
@store_option
@format_option("text", "json")
def import_(
    paths: tuple[Path, ...], columns: str, source: str | None, other_columns: bool, settings: Settings, form: str
) -> None:
    """Take in tables of events that others have coded: each row an event in the graph of its source.

    A row of an id that is there replaces it. After an interruption the same command goes on; a table that was read
    is passed over. docs/interchange.md says what becomes of each column.
    """
    tally = Tally()
    with opened(settings, read_only=False) as store, store.batch():
        store.put_vocabulary(load_vocabulary())
        for path in paths:
            outcomes = bring_in(
                store, path, form=TABLE_FORMS[columns], source=source or columns, strict=not other_columns
            )
            for _ in counted(tally.counting(outcomes, complain), "rows"):
                pass
        derive(store)  # also if nothing was read: an earlier command may have been stopped before this
    click.echo(json.dumps(tally.as_json()) if form == "json" else tally.as_text())
    sys.exit(REFUSED if tally.rows["refused"] else 0)


@main.command(
    "query", epilog=example("kg query who-spoke-where", "kg query 'SELECT ?e { ?e a pe:Event }' --format csv")
)
@click.argument("query", metavar="NAME|FILE|TEXT", required=False)
@store_option
@format_option("table", "csv", "tsv", "json")
def query_(query: str | None, settings: Settings, form: str) -> None:
    """Ask the graph: a stored question, a file of SPARQL, or SPARQL. Without an argument, list the questions.

    A graph is shown as Turtle. The prefixes of the ontology need no PREFIX line.
    """
    if query is None:
        click.echo("\n".join(f"{stored.name}: {stored.question}" for stored in queries().values()))
        return
    with opened(settings) as store:
        answer = store.query(text_of(query), wanted=Wanted(RESULTS.get(form, JSON)), base_iri=settings.base)
        body = answer.read()
    if answer.kind != "graph" and form == "table":
        click.echo(show.result_table(body, settings.base))
    else:
        click.echo(body, nl=False)


def text_of(query: str) -> str:
    """The SPARQL of a stored query, of a file, or the text itself."""
    known = queries()
    if query in known:
        return known[query].text
    if "{" in query or (len(query.split()) > 1 and verb(query) in QUERIES + UPDATES):
        return query
    try:
        return Path(query).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise QueryError(unknown(query, list(known))) from error
    except (OSError, ValueError) as error:
        raise QueryError(f"{query}: cannot be read as a file of SPARQL: {error}") from error


def unknown(query: str, names: list[str]) -> str:
    """What to say of a query that is nowhere: the stored ones it may mean."""
    if "/" in query or query.endswith(".rq"):
        return f"{query}: no such file"
    close = get_close_matches(query, names, n=3, cutoff=0.4)
    meant = f"did you mean {' or '.join(close)}? " if close else ""
    return f"{query}: no stored query, no file and no SPARQL; {meant}`kg query` lists the stored ones"


@main.command(
    "export",
    epilog=example(
        "kg export -o graph.ttl", "kg export --format csv -o tables", "kg export --format acled -o events.csv"
    ),
)
@click.option("--format", "form", type=click.Choice([*FORMATS, *TABLE_FORMS]), help="Default: as -o ends, else turtle.")
@click.option("-o", "--output", default="-", metavar="FILE", help="- is standard output; csv wants a folder or a .zip.")
@click.option("--report", "report_ids", multiple=True, metavar="ID", help="Only this report; may be repeated.")
@click.option(
    "--per", type=click.Choice([str(per) for per in Per]), help="acled, plover, ccc: what a row is (default: thing)."
)
@store_option
def export_(form: str | None, output: str, report_ids: tuple[str, ...], per: str | None, settings: Settings) -> None:
    """Write the graph to a file.

    Or its events as a table (acled, plover, ccc): one row for each event (thing), for each report that tells of it, or
    for each row of tables that were imported. docs/interchange.md says what is lost.
    """
    if form in TABLE_FORMS:
        if report_ids:
            raise click.UsageError(f"--report is not for {form}: its rows are events, of all reports")
        export_table(TABLE_FORMS[form], output, Per(per or Per.THING), settings)
        return
    if per is not None:
        raise click.UsageError(f"--per is for {', '.join(TABLE_FORMS)}")
    name = chosen(form, output)
    with opened(settings) as store:
        content = export(store, name, report_ids or None)
    if output == "-" and isinstance(content, bytes):
        click.echo(content, nl=False)
    else:
        write(content, Path(output))


def export_table(form: Form, output: str, per: Per, settings: Settings) -> None:
    """Write events row by row; a file is there when it is whole."""
    with opened(settings) as store:
        events = coded_events(store, form, per)
        if output == "-":
            write_table(events, form, sys.stdout)
            return
        part = Path(f"{output}.part")
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                write_table(events, form, file)
            part.replace(output)
        except OSError as error:
            raise StoreError(f"{output}: cannot be written: {error.strerror}; name another file") from error


@main.command("check", epilog=example("kg check --store build/store"))
@store_option
@format_option("text", "json")
def check_(settings: Settings, form: str) -> None:
    """Check the graph: shapes, evidence against the text, shortcuts against their facts."""
    with opened(settings) as store:
        problems, reports = check(store), len(store.report_ids())
    if form == "json":
        click.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(f"{problem.kind}: {problem.node}: {problem.message}")
        whole = f"{reports} report{'' if reports == 1 else 's'}, nothing wrong"
        click.echo(f"{len(problems)} found" if problems else whole)
    sys.exit(REFUSED if problems else 0)


@main.command(epilog=example("kg score data", "kg score data/gold/development --errors roles"))
@click.argument("paths", metavar="FOLDER|FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--errors",
    type=click.Choice(["all", "identity", "nothing", *KINDS]),
    help="List the errors of this kind, or of all.",
)
@format_option("text", "json", "markdown")
def score(paths: tuple[Path, ...], errors: str | None, form: str) -> None:
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


def served(settings: Settings) -> tuple[Endpoint, Flask]:
    """What a server asks, and the server: it has reports read and identity worked out in processes of their own."""
    from server import create_app

    if settings.remote_query:
        remote, readers = RemoteStore(settings), Readers(settings.base, Limits.of(settings))
        return remote, create_app(settings, remote, read=readers.read)
    workers = Workers.of(settings)
    return workers, create_app(settings, workers, read=workers.read, resolve=workers.resolve)


@main.command(epilog=example("kg serve --store build/store --port 8000"))
@store_option
@click.option("--host", help="The address to listen on (default: see kg config).")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one.")
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the graph to browsers and SPARQL clients until stopped. What others write meanwhile is seen at once."""
    from server import WHOLE
    from server.listening import listener
    from server.logs import to_standard_error
    from server.renewing import watching

    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    endpoint, app = served(settings)
    with endpoint:
        endpoint.ask("ASK {}")  # so that a store that cannot be opened is an error now
        try:
            listening = listener(app, settings)
        except OSError as error:
            raise SettingsError(
                f"cannot listen on {settings.host}:{settings.port}: {error.strerror}; choose another --port or --host"
            ) from error
        to_standard_error()
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits a moment is no news
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # end as on Ctrl-C: finish what is being answered
        click.echo(f"http://{settings.host}:{listening.effective_port}/ (stop with Ctrl-C)")
        sys.setswitchinterval(SWITCH)
        if settings.write_token:
            app.extensions["site"].resolver.request()  # a former server may have been stopped before it had done it
        with watching(app, *WHOLE):
            listening.run()


@main.command(epilog=example("kg withdraw 2023-janders", "kg withdraw --source acled"))
@click.argument("report_id", metavar="[ID]", required=False)
@click.option("--source", metavar="NAME", help="Not a report but all tables of this source.")
@store_option
def withdraw(report_id: str | None, source: str | None, settings: Settings) -> None:
    """Take a report back with everything that rests on it alone, also what was decided about it; or a source."""
    if (report_id is None) == (source is None):
        raise click.UsageError("name a report, or a source with --source")
    with opened(settings, read_only=False) as store:
        if source is not None:
            withdraw_source(store, source)
            return
        known = store.remove(str(report_id))
        derive(store)  # also if it is unknown: an earlier command may have been stopped before this
        if not known:
            raise ReportError(f"no report {report_id!r} in {settings.store}; there are {', '.join(store.report_ids())}")
    click.echo(f"{report_id} withdrawn")


@main.command(epilog=example("kg resolve"))
@store_option
@format_option("text", "json")
def resolve(settings: Settings, form: str) -> None:
    """Find out anew who is who and which event is which, from all reports and all judgements."""
    with opened(settings, read_only=False) as store:
        found = derive(store)
    click.echo(json.dumps(asdict(found)) if form == "json" else found.told())


def withdraw_source(store: Endpoint, name: str) -> None:
    """Remove the tables of a source; `TableError` if there is none of that name."""
    known = sum(sources.withdraw(store, name))
    derive(store)
    if not known:
        there = ", ".join(sources.names(store)) or "none"
        raise TableError(f"no source {name!r}; there are {there}")
    click.echo(f"{name} withdrawn")


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


@main.command(
    epilog=example("kg judge", "kg judge --same kut-times/person-97 kut-ngo/person-310 --why 'both the mayor'")
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
def judge(settings: Settings, by: str, why: str, form: str, **asked: Any) -> None:
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


DECISIONS = ("same", "different", "unsure", "right", "wrong")


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


@main.command("decisions", epilog=example("kg decisions --format jsonl > decisions.jsonl", "kg decisions --unplaced"))
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


@main.command("changes", epilog=example("kg changes --since 2026-11-01", "kg changes --format json"))
@click.option("--since", type=click.DateTime(), metavar="DAY|TIME", help="From this day or time (UTC) on.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many, the latest.")
@store_option
@format_option("text", "json")
def changes_(since: datetime.datetime | None, limit: int, settings: Settings, form: str) -> None:
    """Tell what was added, changed, withdrawn, merged or parted, the latest first. Times are in UTC."""
    with opened(settings) as store:
        entries = store.history(None if since is None else since.replace(tzinfo=datetime.UTC), limit=limit)
    if form == "json":
        click.echo(json.dumps([show.change_as_json(entry) for entry in entries]))
    else:
        click.echo("\n".join(show.change_as_text(entry, settings.base) for entry in entries) or "no changes")


@main.command(epilog=example("KG_PORT=9000 kg config"))
@format_option("text", "json")
def config(form: str) -> None:
    """Show the settings in force: defaults, then kg.toml in this folder, then KG_* variables."""
    settings = load_settings().shown()
    shown = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    click.echo(json.dumps(settings) if form == "json" else "\n".join(shown))
