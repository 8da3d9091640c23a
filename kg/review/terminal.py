"""Review in a terminal: one question after the other, the sentence first, answered by a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import click

from kg.decisions import Decision, Operation, Verdict
from kg.endpoint import Endpoint
from kg.errors import DecisionError
from kg.review import making
from kg.review.doubts import Doubt
from kg.review.forms import Asked, Form, Forms
from kg.review.listing import waiting as waiting_for
from kg.review.pairs import Pair
from kg.review.recording import Reread, record, take_back
from kg.review.scope import Scope
from kg.review.sheet import Sheet
from kg.sentences import Sentence

Item: TypeAlias = Pair | Doubt
VERDICTS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT, "u": Verdict.UNSURE}
MOST = 6  # facts that are shown of one of a pair
MANY = 30  # choices that are listed
KEYS = {
    Pair: "[s]ame  [d]ifferent  [u]nsure  [k] skip  [b]ack  [q]uit",
    Doubt: "[y] right  [n] wrong  [e]dit  [k] skip  [b]ack  [q]uit",
}


@dataclass
class Conversation:
    """Questions to one person, `by`; `ask` gives the answer to a question, or `None` at the end of the input."""

    store: Endpoint
    reread: Reread
    by: str
    ask: Callable[[str], str | None]
    say: Callable[[str], None]
    made: list[tuple[Item, Decision]] = field(default_factory=list)
    ended: bool = False

    def run(self, kinds: tuple[str, ...], scope: Scope) -> None:
        """Go through what waits, until it is done or the person is."""
        waiting: list[Item] = []
        coming = waiting_for(self.store, kinds, scope)
        while not self.ended:
            item = waiting.pop() if waiting else next(coming, None)
            if item is None:
                self.say("Nothing more waits for a decision here.")
                return
            self.show(item)
            if self._answered(item) == "b":
                waiting.append(item)
                waiting += [self._back()] if self.made else []

    def _answered(self, item: Item) -> str:
        """Ask until something was answered; the key."""
        while True:
            given = self.ask(KEYS[type(item)])
            key = "q" if given is None else given.strip().casefold()[:1]
            if key == "b" and not self.made:
                self.say("There is nothing to go back to.")
                continue
            if key in ("k", "b", "q"):
                self.ended = key == "q"
                return key
            try:
                decision = self._decision(item, key)
                if decision is not None:
                    record(self.store, decision, self.reread)
                    self.made.append((item, decision))
                    return key
            except DecisionError as error:
                self.say(f"Not done: {error}")

    def _decision(self, item: Item, key: str) -> Decision | None:
        if isinstance(item, Pair) and key in VERDICTS:
            return making.judgement(self.store, VERDICTS[key], (item.left, item.right), by=self.by)
        if isinstance(item, Doubt) and key in ("y", "n"):
            operation = Operation.ACCEPT if key == "y" else Operation.REJECT
            return making.correction(self.store, operation, item.fact, {}, by=self.by)
        if isinstance(item, Doubt) and key == "e":
            return self._edited(item)
        self.say(f"Answer with one of these keys: {KEYS[type(item)]}")
        return None

    def _back(self) -> Item:
        item, decision = self.made.pop()
        take_back(self.store, decision.id, self.reread)
        self.say("Taken back.")
        return item

    # What is shown

    def show(self, item: Item) -> None:
        """A question, the sentence first."""
        self.say("")
        for line in self._pair(item) if isinstance(item, Pair) else self._doubt(item):
            self.say(line)

    def _pair(self, pair: Pair) -> Iterator[str]:
        for side in (pair.left, pair.right):
            sheet = Sheet(self.store, making.report_of(self.store, side))
            yield from told(sheet.sentence(side))
            yield f"  {sheet.kind(side)}: {sheet.label(side)} ({sheet.source()})"
            yield from (f"    {line}" for line in sheet.naming(side)[:MOST])
        before = " Somebody was unsure." if pair.unsure else ""
        yield f"The same? {'; '.join(pair.reasons) or 'nobody has suggested it'} ({pair.score:.2f}).{before}"

    def _doubt(self, doubt: Doubt) -> Iterator[str]:
        sheet = Sheet(self.store, doubt.report)
        yield from told(sheet.sentence(doubt.fact))
        yield f"  {sheet.kind(doubt.fact)}: {sheet.told(doubt.fact)} ({sheet.source()})"
        yield from (f"    {line}" for line in sheet.details(doubt.fact))
        sure = "not measured" if doubt.confidence is None else f"{doubt.confidence:.2f}"
        yield f"Right? (confidence {sure})"

    # Editing

    def _edited(self, doubt: Doubt) -> Decision | None:
        """A change, field by field; `None` if nothing was changed."""
        sheet = Sheet(self.store, doubt.report)
        form = Forms(sheet).of(doubt.fact)
        values: dict[str, object] = {}
        while form is not None:
            for number, asked in enumerate(form.fields, 1):
                self.say(f"  {number} {asked.label}: {self._now(asked, sheet, values)}")
            given = (self.ask("Which number is to be changed? Empty ends.") or "").strip()
            if not given:
                break
            asked_for = _chosen(form, given)
            if asked_for is None:
                self.say(f"There is no {given!r}.")
            else:
                values[asked_for.name] = self._value(asked_for, sheet, doubt)
        if not values:
            return None
        return making.correction(self.store, Operation.CHANGE, doubt.fact, values, by=self.by)

    def _now(self, asked: Asked, sheet: Sheet, values: dict[str, object]) -> str:
        value = values.get(asked.name, asked.value if asked.text is None else asked.text)
        if isinstance(value, dict):
            return sheet.report.text[value["start"] : value["end"]]
        return next(
            (one.label for one in asked.choices if one.value == str(value)), "" if value is None else str(value)
        )

    def _value(self, asked: Asked, sheet: Sheet, doubt: Doubt) -> object:
        """A value that the person gives for a field, as forms send it; nothing takes the value away."""
        for number, choice in enumerate(asked.choices[:MANY], 1):
            self.say(f"    {number} {choice.label}")
        given = (self.ask(f"{asked.label}: {'a number, or its name' if asked.choices else asked.takes}") or "").strip()
        if asked.takes == "words" and given:
            at = sheet.sentence(doubt.fact)
            near = 0 if at is None else at.start
            start = sheet.report.text.find(given, near)
            start = sheet.report.text.find(given) if start < 0 else start
            if start < 0:
                raise DecisionError(f"{given!r} does not stand in the report; write the words as they stand there")
            return {"start": start, "end": start + len(given)}
        if asked.choices and given:
            names = {choice.label.casefold(): choice.value for choice in asked.choices}
            if given.isdigit() and 1 <= int(given) <= len(asked.choices):
                return asked.choices[int(given) - 1].value
            return names.get(given.casefold(), given)
        return given or None


def _chosen(form: Form, given: str) -> Asked | None:
    if given.isdigit() and 1 <= int(given) <= len(form.fields):
        return form.fields[int(given) - 1]
    return next((asked for asked in form.fields if given in (asked.name, asked.label)), None)


def told(sentence: Sentence | None) -> Iterator[str]:
    """A sentence with its words in brackets, bold where a terminal can show that."""
    if sentence is None:
        return
    pieces, at = [], 0
    for start, end in sentence.marks:
        if start >= at:
            pieces += [sentence.text[at:start], click.style(f"[{sentence.text[start:end]}]", bold=True)]
            at = end
    yield " ".join("".join([*pieces, sentence.text[at:]]).split())
