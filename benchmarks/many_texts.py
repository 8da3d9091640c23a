"""Invented reports with overlapping casts, as texts: protests that several outlets tell, each in its own spelling.

    .venv/bin/python -m benchmarks.many_texts 1000 >reports.jsonl

A protest is told by one to five outlets. Each spells names in its own way, counts in its own way, now and then names
another day, and quotes one or two of the speakers. Towns, people and organisations return in other protests: a few
often, most of them seldom. Some are traps: two people of one name in different bodies, two towns of one name in
different provinces, bodies with one acronym. Who is who and which event is which is known (`Truth`), so that what the
reader and the identity step make of it can be measured. The same number gives the same bytes: chance is seeded with
the number of the protest and the outlet, and there is no clock; the first thousand reports of ten thousand are those
of one thousand.
"""

from __future__ import annotations

import datetime
import itertools
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.graphs import CAUSES, DAYS, FIRST_DAY, HEAD, SYLLABLES, cause, name

TOWNS, PROVINCES, BODIES, MEMBERS, OUTLETS = 1_500, 40, 2_500, 4, 30
"""How many of each there are to be named; so many members of each body speak for it."""
TOWN_NAMES, PERSON_NAMES = 1_440, 9_700
"""Fewer names than towns and people: the last have the names of the first."""
FIRST_NAMES = (
    ("Muhammad", "Mohammed", "Mohamed"), ("Hussein", "Husain", "Hussain"), ("Ahmad", "Ahmed", "Ahmad"),
    ("Leyla", "Layla", "Leila"), ("Youssef", "Yusuf", "Yousef"), ("Ana", "Ana", "Ana"),
    ("Ibrahim", "Ebrahim", "Ibraheem"),
    ("Rosa", "Rosa", "Rosa"), ("Mina", "Mina", "Meena"), ("Jonas", "Jonas", "Jonas"), ("Khaled", "Khalid", "Khalid"),
    ("Petra", "Petra", "Petra"), ("Said", "Saeed", "Sa'id"), ("Dilan", "Dîlan", "Dilan"), ("Sven", "Sven", "Sven"),
    ("Fatima", "Fatma", "Fatimah"),
    ("Omar", "Omar", "Umar"),
)  # fmt: skip
"""First names, in three ways of spelling."""
SORTS = ("Workers' Union", "City Council", "People's Party", "Teachers' Association", "Youth Movement",
         "Relief Committee", "Women's League")  # fmt: skip
ROLES = ("spokesperson", "head", "secretary", "deputy head")
FORMS = {"march": "marched", "rally": "rallied", "demonstration": "demonstrated", "sit-in": "held a sit-in"}
NUMBERS = (60, 120, 200, 300, 500, 800, 1_200, 2_000, 5_000)
QUOTES = (
    "We will not be silent about the {matter}, and those who are to blame must answer for it.",
    "Our children pay for the {matter}. We ask for nothing but justice and dignity.",
    "Nobody asked the people of this town about the {matter}. We will stay here until we are heard.",
    "We demand an end of the {matter} and the release of those who were detained.",
)


@dataclass(frozen=True)
class Told:
    """A report: what stands in its file, and who and what its words name in truth."""

    id: str
    publisher: str
    published: datetime.date
    text: str
    truth: Truth

    def line(self) -> str:
        """As a line of JSON, as `kg ingest` reads it."""
        known = {"id": self.id, "publisher": self.publisher, "published": str(self.published), "language": "en"}
        return json.dumps({**known, "text": self.text}, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Truth:
    """Which event a report tells, and by each name it uses, which person, body or town it means: by their numbers."""

    event: int
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Protest:
    """What happened, whoever tells it."""

    number: int
    day: datetime.date
    town: int
    form: str
    matter: str
    bodies: tuple[int, ...]
    speakers: tuple[int, ...]
    size: int
    hurt: int


def chance_of(*numbers: int) -> random.Random:
    """Chance that is the same each time."""
    return random.Random("/".join(map(str, numbers)))  # noqa: S311  # nothing is kept secret


def drawn(chance: random.Random, number: int) -> int:
    """One of that many: the first ones often, most of them seldom."""
    return int(HEAD * (number / HEAD + 1) ** chance.random() - HEAD)


def protest(number: int) -> Protest:
    """The protest of a number."""
    chance = chance_of(number)
    bodies = tuple(dict.fromkeys(drawn(chance, BODIES) for _ in range(chance.randint(1, 3))))
    speakers = dict.fromkeys(chance.choice(bodies) * MEMBERS + chance.randrange(MEMBERS) for _ in range(2))
    return Protest(
        number=number,
        day=FIRST_DAY + datetime.timedelta(chance.randrange(DAYS)),
        town=drawn(chance, TOWNS),
        form=chance.choice(list(FORMS)),
        matter=cause(drawn(chance, CAUSES)),
        bodies=bodies,
        speakers=tuple(speakers),
        size=chance.choice(NUMBERS),
        hurt=chance.choice((0, 0, 0, 2, 5)),
    )


def spelled(word: str, style: int) -> str:
    """An invented name in one of three ways of spelling."""
    if style == 1:
        return word.replace("q", "k").replace("ou", "u").replace("ee", "i").replace("w", "v")
    if style == 2:
        return word.replace("q", "k").replace("ya", "ia").replace("el", "êl", 1)
    return word


def person(number: int, style: int) -> str:
    """The name of a person."""
    number %= PERSON_NAMES
    family = spelled(name(number * 7 + 13, 3), style)
    if number % 3 == 0:
        family = (f"al-{family}", f"Al-{family}", f"el-{family}")[style]
    return f"{FIRST_NAMES[number % len(FIRST_NAMES)][style]} {family}"


def body(number: int) -> tuple[str, str]:
    """The name of a body, and its acronym."""
    words = f"{name(number // 3 + 11)} {SORTS[number % len(SORTS)]}"
    return words, "".join(word[0] for word in words.split())


def town(number: int, style: int) -> str:
    """The name of a town."""
    return spelled(name(number % TOWN_NAMES + len(SYLLABLES)), style)


def province(number: int) -> str:
    """The name of the province of a town."""
    return f"{name((number + number // TOWN_NAMES) % PROVINCES + 7)} province"


class Outlet:
    """A newspaper, with its own way of spelling and of telling."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.style = number % 3
        self.called = f"{name(number + 3)} {('News', 'Agency', 'Herald')[number % 3]}"

    def tell(self, one: Protest, id_: str) -> Told:
        """Its report of a protest."""
        chance = chance_of(one.number, self.number)
        names = {town(one.town, self.style): f"place/{one.town}"}
        day = one.day + datetime.timedelta(chance.choice((0,) * 8 + (1, -1)))
        paragraphs = [self._headline(one), self._lead(one, day, chance), self._bodies(one, names)]
        speakers = one.speakers if chance.random() < 0.7 else one.speakers[:1]
        paragraphs += [self._speech(one, speaker, names, chance) for speaker in speakers]
        if one.hurt and chance.random() < 0.8:
            hurt = one.hurt + chance.choice((0, 0, 1))
            paragraphs.append(f"Police fired tear gas at the crowd, and {hurt} people were injured.")
        published = day + datetime.timedelta(chance.choice((0, 1, 1, 2)))
        return Told(id_, self.called, published, "\n\n".join(paragraphs) + "\n", Truth(one.number, names))

    def _headline(self, one: Protest) -> str:
        where = town(one.town, self.style)
        return (f"People in {where} protest over {one.matter}", f"{one.form.capitalize()} in {where} over {one.matter}",
                f"{where}: {one.form} against {one.matter}")[self.style]  # fmt: skip

    def _lead(self, one: Protest, day: datetime.date, chance: random.Random) -> str:
        size = one.size * chance.choice((6, 8, 10, 10, 10, 15, 20)) // 10
        crowd = (f"About {size:,} people", f"More than {size:,} people", f"{size:,} protesters")[self.style]
        where = f"{town(one.town, self.style)} in {province(one.town)}"
        return f"{crowd} {FORMS[one.form]} in {where} on {day:%-d %B %Y} to protest against the {one.matter}."

    def _bodies(self, one: Protest, names: dict[str, str]) -> str:
        told = []
        for number in one.bodies:
            words, acronym = body(number)
            names[words] = f"organization/{number}"
            told.append(f"the {words} ({acronym})" if self.style == 1 else f"the {words}")
        first, *others = told
        joined = f" Members of {' and '.join(others)} took part." if others else ""
        return f"The {one.form} was organized by {first}.{joined}"

    def _speech(self, one: Protest, speaker: int, names: dict[str, str], chance: random.Random) -> str:
        who, role, of = person(speaker, self.style), ROLES[speaker % MEMBERS], body(speaker // MEMBERS)[0]
        names[who] = f"person/{speaker}"
        quote = QUOTES[speaker % len(QUOTES)].format(matter=one.matter)
        return (
            f'The {role} of the {of}, {who}, said, "{quote}"',
            f'"{quote[:-1]}," said {who}, the {role} of the {of}.',
            f'{who}, {role} of the {of}, said: "{quote}"',
        )[chance.randrange(3)]


def reports() -> Iterator[Told]:
    """Reports without end, protest by protest."""
    numbers = itertools.count()
    for number in itertools.count():
        one, chance = protest(number), chance_of(number, number)
        for outlet in chance.sample(range(OUTLETS), chance.choice((1, 1, 2, 2, 3, 3, 4, 5))):
            yield Outlet(outlet).tell(one, f"m{next(numbers):06}")


if __name__ == "__main__":
    sys.stdout.writelines(told.line() for told in itertools.islice(reports(), int(sys.argv[1])))
