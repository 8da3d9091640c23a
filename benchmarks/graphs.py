"""Graphs of any size in our shape, written as N-Quads: invented reports, told by the writer that tells real ones.

    .venv/bin/python -m benchmarks.graphs 1000000 >graph.nq

A report has some 170 words and becomes some 550 triples: half a report of data/gold, in about its proportions, except
that participants and occasions of quotations are stated more often, so that there is something to ask. As in life a
few towns, people and organisations are named often and most of them seldom; what two reports name alike are two
nodes with one label. Counted are quads: what is believed stands in the default graph and in a named one, and counts
twice. The same number gives the same bytes: chance is seeded with the number of the report, and there is no clock.
"""

from __future__ import annotations

import datetime
import itertools
import random
import sys
from collections.abc import Iterable, Iterator
from string import Formatter

from rdflib.term import Node

import kg.facts as f
from kg.config import Settings
from kg.document import Closure, Document, Report, Span
from kg.engine import to_engine
from kg.ontology import load_vocabulary
from kg.rdf import Reader, ReportGraphs, to_graphs
from kg.store import Store
from kg.vocab import Addresses

BASE = Settings().base
READER = Reader(version="0", rules="0" * 64)
FIRST_DAY, DAYS = datetime.date(2019, 1, 1), 6 * 365

TOWNS, PROVINCES, PERSONS, ORGANIZATIONS, CAUSES = 1_500, 40, 20_000, 2_500, 250
"""How many of each there are to be named."""
HEAD = 9
"""As many are named nearly alike often; after them, of equal weight are so many, twice so many, and so on."""

SYLLABLES = "ba dor el fa gan hi jor ka lum mi nar os pel qa rin su tal ur ven wes yar zo".split()
FIRST_NAMES = "Ana Omar Leyla Ivan Rosa Tariq Mina Paul Hevi Jonas Amal Petra Said Nora Luis Dilan Sven Aisha".split()
SORTS = {  # of organisations, and their concepts
    "Workers' Union": "union", "Council": "council", "Party": "party", "Teachers' Association": "association",
    "Youth Movement": "movement", "Relief Committee": "committee", "Women's League": "league",
}  # fmt: skip
MATTERS = ["water cuts", "bread prices", "dam project", "school closures", "air strikes", "mine disaster", "land law"]
FORMS = {"march": "marched", "rally": "rallied", "demonstration": "demonstrated", "sit-in": "sat down"}
ROLES = {"co-chair": "chair", "spokesperson": "spokesperson", "head": "head", "founder": "founder", "member": "member"}
QUOTES = [
    "We will not be silent about the {matter}. The {matter} must end, and those who are to blame must answer for it.",
    "Our children pay for the {matter}. We ask {town} for nothing but justice and dignity.",
    "Nobody asked the people of {town} about the {matter}. We will stay here until freedom and justice are ours.",
]
INDIRECT = ["the patience of the people of {town}", "the {matter} and all who profit from them", "unity and a strike"]
CHANTS = [
    "Freedom for {town}",
    "No to the {matter}",
    "Bread, freedom, justice",
    "{town} is not alone",
    "Long live {town}",
]
DEMANDS = ["an end of the {matter}", "an inquiry into the {matter}", "the release of those held in {town}"]


def name(number: int, syllables: int = 2) -> str:
    """An invented name: another one for each number."""
    parts = []
    for _ in range(syllables):
        number, place = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[place])
    return "".join(parts).capitalize() + (name(number - 1, 1).lower() if number else "")


def town(number: int) -> str:
    """The name of a town."""
    return name(number)


def province(number: int) -> str:
    """The name of a province."""
    return f"{name(number + 7)} province"


def person(number: int) -> str:
    """The name of a person."""
    return f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {name(number, 3)}"


def organization(number: int) -> tuple[str, str]:
    """The name of an organisation, and its concept."""
    sort = list(SORTS)[number % len(SORTS)]
    return f"{name(number // 3 + 11)} {sort}", SORTS[sort]


def cause(number: int) -> str:
    """What a protest is about."""
    return f"{name(number // len(MATTERS) + 5)} {MATTERS[number % len(MATTERS)]}"


class Told:
    """A report while it is written: its text, and where in it stands what."""

    def __init__(self, number: int) -> None:
        self.id = f"r{number:06}"
        self.chance = random.Random(number)  # noqa: S311  # nothing is kept secret
        self.text = ""
        self.paragraphs: list[Span] = []
        self.entities: dict[str, f.Entity] = {}
        self.facts: list[f.Fact] = []
        self.day = FIRST_DAY + datetime.timedelta(self.chance.randrange(DAYS))

    def drawn(self, number: int) -> int:
        """One of that many: the first ones often, most of them seldom."""
        return int(HEAD * (number / HEAD + 1) ** self.chance.random() - HEAD)

    def write(self, template: str, **words: str) -> dict[str, Span]:
        """Add a paragraph; where its words stand, and it itself as `all`."""
        spans, start = {}, len(self.text)
        for literal, field, _, _ in Formatter().parse(template):
            self.text += literal
            if field is not None:
                spans[field] = Span(len(self.text), len(self.text) + len(words[field]))
                self.text += words[field]
        spans["all"] = Span(start, len(self.text))
        self.paragraphs.append(spans["all"])
        self.text += "\n\n"
        return spans

    def entity(self, kind: f.EntityKind, span: Span, category: str | None = None) -> str:
        """The key of the entity that the words of a span name."""
        words = self.text[span.start : span.end]
        known = next((e for e in self.entities.values() if (e.kind, e.name) == (kind, words)), None)
        key = f"{kind}-{span.start}" if known is None else known.key
        mentions = (span,) if known is None else (*known.mentions, span)
        self.entities[key] = f.Entity(key=key, kind=kind, name=words, mentions=mentions, category=category)
        return key

    def sure(self) -> float:
        """How sure a fact is: mostly enough to be asserted, sometimes for review, seldom a candidate."""
        return self.chance.choices((0.97, 0.92, 0.84, 0.5), (50, 30, 19, 1))[0]

    def relate(self, subject: str, predicate: f.Predicate, object_: str, *evidence: Span) -> None:
        """State a relation."""
        self.facts.append(f.relation(subject, predicate, object_, *evidence, rule=f"told-{predicate}"))

    def event(self, kind: f.EventKind, span: Span, form: str) -> str:
        """State an event."""
        key, label = f"event-{span.start}", self.text[span.start : span.end]
        self.facts.append(
            f.Event(
                key=key, kind=kind, label=label, forms=(form,), evidence=(span,), rule="told-event", confidence=0.97
            )
        )
        return key

    def extraction(self, publisher: str) -> f.Extraction:
        """All that was told."""
        report = Report(
            id=self.id, text=self.text, publisher=publisher, published=self.day + datetime.timedelta(1), language="en"
        )
        document = Document(
            report=report,
            headline=self.paragraphs[0],
            paragraphs=tuple(self.paragraphs[1:]),
            sentences=tuple(self.paragraphs),
            boilerplate=(),
            quoted=(),
        )
        return f.Extraction(document=document, entities=tuple(self.entities.values())).adding(self.facts).checked()


def extraction(number: int) -> f.Extraction:
    """What the report of that number says."""
    told = Told(number)
    about = cause(told.drawn(CAUSES))
    event, place = protest(told, about)
    bodies = participants(told, event)
    speech(told, event, bodies[0], place, about)
    for body in bodies[1:]:
        quotation(told, event, body, place, about)
    crowd(told, event, bodies[-1], place, about)
    return told.extraction(publisher=f"{name(told.drawn(30) + 3)} News")


def protest(told: Told, about: str) -> tuple[str, str]:
    """The headline, and the protest: when, where, how many, and what about; its key and its town."""
    form = told.chance.choice(list(FORMS))
    where = told.drawn(TOWNS)
    size = told.chance.choice((50, 100, 200, 300, 500, 1_000, 2_000, 5_000, 10_000, 40_000))
    told.write("{form} in {town} over {about}", form=form.capitalize(), town=town(where), about=about)
    at = told.write(
        "{crowd} {did} in {town} in {province} on {day} against the {about}.",
        crowd=f"{size} people",
        did=FORMS[form],
        town=town(where),
        province=province(where % PROVINCES),
        day=f"{told.day:%-d %B %Y}",
        about=about,
    )
    event = told.event(f.EventKind.PROTEST, at["did"], form)
    city = told.entity(f.EntityKind.PLACE, at["town"], "city")
    region = told.entity(f.EntityKind.PLACE, at["province"], "province")
    told.entity(f.EntityKind.GROUP, at["crowd"])
    told.relate(event, f.Predicate.PLACE, city, at["town"], at["did"])
    told.relate(event, f.Predicate.PLACE, region, at["province"], at["did"])
    told.relate(city, f.Predicate.WITHIN, region, at["province"], at["town"])
    told.facts += [
        f.Relation(
            key=f"{event}.issue.1", subject=event, predicate=f.Predicate.ISSUE, text=at["about"],
            evidence=(at["about"],), rule="told-issue", confidence=told.sure(),
        ),
        f.TimeReference(
            key=f"time-{at['day'].start}", event=event, words=at["day"], earliest=told.day, latest=told.day,
            evidence=(at["day"],), rule="told-day", confidence=0.97,
        ),
        f.Count(
            key=f"count-{at['crowd'].start}", of=f.CountOf.PARTICIPANTS, event=event, words=at["crowd"], low=size,
            high=size, bound_rule="stated", evidence=(at["crowd"],), rule="told-count", confidence=0.97,
        ),
    ]  # fmt: skip
    return event, town(where)


def participants(told: Told, event: str) -> list[str]:
    """Two to four organisations that took part: their keys."""
    chosen = {organization(told.drawn(ORGANIZATIONS)) for _ in range(told.chance.randint(2, 4))}
    keys = []
    for called, sort in sorted(chosen):
        at = told.write("The {body} {took} and raised {flags}.", body=called, took="took part", flags="its flags")
        body = told.entity(f.EntityKind.ORGANIZATION, at["body"], sort)
        told.relate(event, f.Predicate.PARTICIPANT, body, at["body"], at["took"])
        if told.chance.random() < 0.3:
            told.facts.append(
                f.Symbol(
                    key=f"symbol-{at['flags'].start}", kind="flag", words=at["flags"], event=event, of=body,
                    evidence=(at["flags"],), rule="told-flag", confidence=told.sure(),
                )
            )  # fmt: skip
        keys.append(body)
    return keys


def official(told: Told, body: str, at: dict[str, Span]) -> tuple[str, str]:
    """The person of a paragraph, who has a role in an organisation: the keys of both facts."""
    who = told.entity(f.EntityKind.PERSON, at["who"])
    title = told.text[at["title"].start : at["title"].end]
    membership = f"membership-{at['title'].start}"
    told.facts.append(
        f.Membership(
            key=membership, member=who, role=ROLES[title], title=title, organization=body,
            evidence=(Span(at["title"].start, at["who"].end),), rule="told-role", confidence=0.92,
        )
    )  # fmt: skip
    return who, membership


def quotation(told: Told, event: str, body: str, place: str, about: str) -> str:
    """Somebody of an organisation says something at an event, word for word, and then is reported."""
    matter = about.partition(" ")[2]
    at = told.write(
        'The {title} of the {body}, {who}, {said}, "{quote}"',
        title=told.chance.choice(list(ROLES)),
        body=told.entities[body].name,
        who=person(told.drawn(PERSONS)),
        said="said",
        quote=told.chance.choice(QUOTES).format(matter=matter, town=place),
    )
    who, _ = official(told, body, at)
    key = f"utterance-{at['quote'].start}"
    told.facts.append(
        f.Utterance(
            key=key, direct=True, content=(at["quote"],), speaker=who, cue=at["said"], event=event,
            closure=Closure.CLOSED, evidence=(at["said"], at["quote"]), rule="told-quote", confidence=0.97,
        )
    )  # fmt: skip
    for clause in clauses(told, at["quote"]):
        told.facts.append(
            f.Claim(
                key=f"claim-{clause.start}", content=clause, modality=f.Modality.FUTURE, said_in=key,
                mentions=(body,), evidence=(clause,), rule="told-claim", confidence=told.sure(),
            )
        )  # fmt: skip
    indirectly(told, event, who, place, matter)
    return who


def clauses(told: Told, quote: Span) -> Iterator[Span]:
    """The two sentences of a quotation."""
    middle = told.text.index(". ", quote.start) + 1
    yield Span(quote.start, middle)
    yield Span(middle + 1, quote.end)


def indirectly(told: Told, event: str, who: str, place: str, matter: str) -> None:
    """What somebody said, in the reporter's words."""
    words = told.chance.choice(INDIRECT).format(matter=matter, town=place)
    at = told.write("{who} {spoke} of {words}.", who=told.entities[who].name, spoke="spoke", words=words)
    told.entity(f.EntityKind.PERSON, at["who"])
    told.facts.append(
        f.Utterance(
            key=f"utterance-{at['words'].start}", direct=False, content=(at["words"],), speaker=who, cue=at["spoke"],
            event=event, evidence=(at["all"],), rule="told-speech", confidence=told.sure(),
        )
    )  # fmt: skip


def speech(told: Told, event: str, body: str, place: str, about: str) -> None:
    """A speech as part of the protest, in which somebody is quoted."""
    who = quotation(told, event, body, place, about)
    at = told.write("{who} delivered {speech} there.", who=told.entities[who].name, speech="a speech")
    part = told.event(f.EventKind.SPEECH, at["speech"], "speech")
    told.entity(f.EntityKind.PERSON, at["who"])
    told.relate(part, f.Predicate.SPEAKER, who, at["all"])
    told.relate(part, f.Predicate.PART_OF, event, at["speech"])
    town_key = next(key for key, entity in told.entities.items() if entity.name == place)
    told.relate(part, f.Predicate.PLACE, town_key, at["speech"])


def crowd(told: Told, event: str, body: str, place: str, about: str) -> None:
    """What was chanted and demanded."""
    matter = about.partition(" ")[2]
    chant = told.chance.choice(CHANTS).format(matter=matter, town=place)
    demand = told.chance.choice(DEMANDS).format(matter=matter, town=place)
    at = told.write('The crowd {called} "{chant}" and demanded {demand}.', called="chanted", chant=chant, demand=demand)
    told.facts += [
        f.Expression(
            key=f"expression-{at['chant'].start}", form=f.ExpressionForm.CHANT, content=at["chant"], event=event,
            evidence=(at["called"], at["chant"]), rule="told-chant", confidence=0.97,
        ),
        f.Demand(
            key=f"demand-{at['demand'].start}", content=at["demand"], by=body, event=event, evidence=(at["demand"],),
            rule="told-demand", confidence=told.sure(),
        ),
    ]  # fmt: skip


def lines(triples: Iterable[tuple[Node, Node, Node]], *graphs: str) -> Iterator[str]:
    """Sorted N-Quads of a graph, once for each name; an empty name is the default graph."""
    written = sorted(" ".join(str(to_engine(term)) for term in triple) for triple in triples)
    return (f"{triple}{graph} .\n" for graph in graphs for triple in written)


def reports() -> Iterator[ReportGraphs]:
    """The graphs of one report after the other, without end."""
    return (to_graphs(extraction(number), base=BASE, reader=READER) for number in itertools.count())


def quads(size: int) -> Iterator[str]:
    """Lines of N-Quads: the vocabulary, then as many whole reports as make at least that many quads."""
    with Store(None, base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
        vocabulary = store.dump().splitlines(keepends=True)
    yield from vocabulary
    left, addresses = size - len(vocabulary), Addresses(BASE)
    for graphs in reports():
        if left <= 0:
            return
        facts, claims, candidates = (f" <{name}>" for name in addresses.graphs(graphs.report_id))
        for line in itertools.chain(
            lines(graphs.facts, "", facts), lines(graphs.claims, claims), lines(graphs.candidates, candidates)
        ):
            left -= 1
            yield line


if __name__ == "__main__":
    sys.stdout.writelines(quads(int(sys.argv[1])))
