"""Protests that a report counts: "two demonstrations in A and B" is one joint action with a part for each place."""

from __future__ import annotations

import itertools
import re

from kg.document import Span
from kg.facts import EventKind
from kg.reading.daily import Daily
from kg.reading.grammar import Chunk, Clause
from kg.reading.hometown import Place
from kg.reading.protests import ProtestEvent
from kg.reading.storyline import form_of, is_noun, position
from kg.reading.subjects import place_of
from kg.reading.whereabouts import places_of, towns_in

JOINT = re.compile(r"(?P<count>#)w{0,2}(?P<noun>V)")
PEOPLE = re.compile(r"(?:\w[^\W_]*[^\W_s]s|\bpeople|\w+men) ", re.IGNORECASE)
"""Who is counted, and only then does something: "300 persons joined protests"."""
SAME_TIME = re.compile(
    r"^(?:At the same time|Meanwhile|Simultaneously|Elsewhere|In the meantime|Across (?:town|the \w+|(?:[A-Z]\w+ )+)"
    r"|On the (?:other|opposite) side|Less than|Not far|Earlier (?:in the day|that day|that morning|on)"
    r"|(?:(?:Barely|Just|Some|About|Around|Only|Not) [\w,.-]+ (?:hundred )?|Half an? |An? (?:hundred |few )?)"
    r"(?:met(?:re|er)s?|yards|kilomet(?:re"
    r"|er)s?|miles?|blocks?|streets?)"
    r" (?:away|off|down|further|from)|On the far (?:side|bank)|Opposite|Facing them|At the (?:rival|other|opposing)"
    r"|A few (?:hundred|streets|blocks|steps|doors|met)|Nearby|In the capital)\b"
)


LED_IN = re.compile(r"\b(?:in|and) (?:nearby |neighbou?ring |the (?:\w+ ){0,3}(?:port|city|town|village|suburb) of )?$")
OTHERS_IN = re.compile(r"[,n][wd]{0,3}#(?:w{0,2}|G)iL")
JOINED = re.compile(r", | and |, and ")
OPENING = re.compile(r"(?:Both |Meanwhile,? |Elsewhere,? |Also,? )?")
SEEN = re.compile(
    r"(?:,? and [A-Z]\w+)? (?:too |also |both |each )?(?:have |had |has )?(?:also |both |each )?(?:saw|seen"
    r"|witnessed|held|staged|hosted"
    r"|reported|experienced)\b"
)
"""After the towns of "A and B have seen similar camps"."""
RIVAL = re.compile(
    r"\b(?:rival|opposing|duelling|dueling|competing) (?:[\w'’-]+ ){0,2}(?:rallies|demonstrations|protests"
    r"|marches|gatherings"
    r"|meetings|crowds|camps|processions)\b"
    r"|\b(?:supporters|backers|champions|defenders) and (?:opponents|critics|foes|detractors|adversaries)\b"
    r"|\b(?:opponents|critics|foes) and (?:supporters|backers|defenders)\b"
    r"|\bfor and against\b|\bpro- and anti-\w+",
    re.IGNORECASE,
)
"""Two sides that protest on one day."""


class Counted(Daily):
    """A storyline in which several protests may be told of together."""

    def _part_places(self, clause: Clause, noun: Chunk, span: Span, number: int) -> None:
        places = places_of(self.extraction, clause, position(clause, noun))
        if self.joint is None:
            return
        for place, mention in places:
            start = min(span.start, *(m.start for _, m in places))
            end = max(span.end, *(m.end for _, m in places))
            evidence = Span(start, end + (self.text[end : end + 1] == ")"))
            self.joint.places.setdefault(place.key, evidence)
            if len(places) == number and not any(part.town == place.key for part in self.parts):
                label = f"{form_of(noun)} in {self.document.text(mention)}"
                part = ProtestEvent(
                    f"event-{mention.start}", EventKind.PROTEST, label, "joint-part", town=place.key, named=True
                )
                self.keys.add(part.key)
                part.mention(evidence, form_of(noun))
                part.places[place.key] = evidence
                self.parts.append(part)

    def counts(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> bool:
        """ "two demonstrations (in A and B)": one joint action, with a part for each place if all are named."""
        for match in JOINT.finditer(clause.codes):
            count, noun = clause.group(match, "count")[0], clause.group(match, "noun")[0]
            number = count.annotation.value if count.annotation else ""
            of_people = PEOPLE.search(self.text, count.span.end, noun.span.start) is not None
            plural = self.document.text(noun.span).endswith("s") and not of_people
            if self.text[max(0, count.span.start - 7) : count.span.start].lower() in ("of the ", "f these "):
                continue
            if not is_noun(noun) or noun not in mains or not number.isdigit() or int(number) < 2 or not plural:
                continue
            span = Span(count.span.start, noun.span.end)
            if self._together(clause, noun, span, int(number)):
                if self.joint is not None:
                    self.joint.counted.append((count.span, span))
                return True
        rivals = RIVAL.search(self.text, sentence.start, sentence.end) if mains and self.joint is None else None
        if rivals is None or self.current is not None:
            return False
        return self._together(clause, mains[0], mains[0].span, 2)

    def each_town(self, sentence: Span, clause: Clause, chunk: Chunk) -> list[Place]:
        """ "Smaller gatherings were held in A, where …, and in B", "A and B saw similar camps": one in each town."""
        towns = {place.key: (place, mention) for place, mention in reversed(towns_in(self.extraction, clause))}
        ordered = sorted(towns.values(), key=lambda item: item[1].start)
        after = [item for item in ordered if item[1].start > chunk.span.end and self._led_in(item[1])]
        named = [c for c in clause.chunks if c.code == "L" and c.span.end < chunk.span.start]
        seen = [place for c in named for place in place_of(self.extraction, c.span) if place[0].settlement]
        between = itertools.pairwise(seen)
        joined = all(JOINED.fullmatch(self.text, one[1].end, next_[1].start) for one, next_ in between)
        opening = bool(seen) and joined and SEEN.match(self.text, seen[-1][1].end, chunk.span.start) is not None
        opening = opening and OPENING.fullmatch(self.text, sentence.start, seen[0][1].start) is not None
        return seen if opening else after

    def others_in(self, clause: Clause, chunk: Chunk) -> list[Place]:
        """ "300 marched in A, 200 in B and a further 50 in C": the towns of those of whom no verb tells."""
        first = position(clause, chunk)
        last = clause.codes.find("V", first + 1)
        found = OTHERS_IN.finditer(clause.codes, first, len(clause.codes) if last < 0 else last)
        chunks = [
            clause.chunks[match.end() - 1] for match in found if self._led_in(clause.chunks[match.end() - 1].span)
        ]
        return [place for c in chunks for place in place_of(self.extraction, c.span) if place[0].settlement]

    def _led_in(self, mention: Span) -> bool:
        return LED_IN.search(self.text, max(0, mention.start - 40), mention.start) is not None

    def _together(self, clause: Clause, noun: Chunk, span: Span, number: int) -> bool:
        """One joint action, and that it is what is told of; `False` if so many are not those told of before."""
        if self.joint is None:
            self.joint = ProtestEvent(f"event-{span.start}", EventKind.JOINT, self.document.text(span), "joint-counted")
            self.joint.named = True
            self.joint.number = number
            self._sum_of(self.joint)
            self.mains.insert(0, self.joint)
        elif self.joint.number != number:
            return False
        self.joint.mention(span, form_of(noun))
        self._part_places(clause, noun, span, number)
        self.current = self.joint
        return True

    def _sum_of(self, joint: ProtestEvent) -> None:
        """ "Protests crippled Aldo", and then how many: what the plural told of is the joint action."""
        head = self.current
        if head is not None and head.plural and head in self.mains and joint.takes(head):
            self.mains.remove(head)
            self.absorbed[head.key] = joint

    def other_side(self, sentence: Span, clause: Clause) -> None:
        """ "Less than a kilometre away, in X, the others waved flags": the next one of those that were counted."""
        match = SAME_TIME.match(self.document.text(sentence))
        if match is None or self.joint is None or not self.parts:
            return
        spots = [place for c in clause.chunks if c.code == "L" for place in place_of(self.extraction, c.span)]
        trigger = Chunk("V", Span(sentence.start, sentence.start + match.end()))
        event = self.open(trigger, None, "event-new-scene")
        event.mention(trigger.span, self.joint.forms[0])
        for place, mention in spots[:1]:
            event.at(place.key, mention, town=False)
