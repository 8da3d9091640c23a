"""Words that ask for something: the verb or noun, of whom it is asked, and where what is asked begins and ends.

One look-up for each word finds the words that may ask; a pattern at that place then decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.document import Span, Word
from kg.reading.asking_patterns import (
    ACT_END,
    BEFORE_DEMAND,
    CALL_NOUN,
    CROWD,
    DEADLINE,
    DEMANDS_WHAT,
    DETERMINERS,
    DOCUMENT,
    END,
    EVENTS,
    FOR,
    FROM_WHOM,
    INSIST,
    IS,
    LIST_COLON,
    LIST_END,
    LISTED,
    NOUN_END,
    NOUNS,
    ON,
    OPENED_END,
    OPENING,
    PASSIVE,
    POLICE,
    PUBLIC,
    SEEK_NO,
    SELF,
    THAT,
    ULTIMATUM,
    URGED,
    URGED_THEM,
    VERB_OBJECT,
    VP,
    WANT_END,
    WANT_NO,
    WANT_WHO,
    WHO_END,
    WHOM_FOR,
    WHOM_THAT,
    WHOM_TO,
    WITH,
)
from kg.reading.segment import MASK

REACH = 400  # characters after the verb among which the demand ends
NEAR = 60  # characters before it that are looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: `rest` may hold several things; `whom` are the words for whom it is asked of."""

    start: int
    rest: Span
    rule: str
    whom: Span | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A word that may ask, in its sentence: the text, the words and the number of the word."""

    told: str
    sentence: Span
    words: Sequence[Word]
    number: int
    authority: frozenset[str]

    @property
    def word(self) -> Word:
        """The word itself."""
        return self.words[self.number]

    @property
    def limit(self) -> int:
        """Where to stop reading."""
        return min(self.sentence.end, self.word.span.end + REACH)

    @property
    def before(self) -> str:
        """The words right before, up to the start of the sentence."""
        return self.told[max(self.sentence.start, self.word.span.start - NEAR) : self.word.span.start]

    def back(self, steps: int = 1) -> str:
        """A word before, in lower case."""
        return self.words[self.number - steps].lower if self.number >= steps else ""

    def next(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """A pattern right after the word."""
        return pattern.match(self.told, self.word.span.end, self.limit)


def asked(told: str, sentence: Span, words: Sequence[Word], authority: frozenset[str]) -> Iterator[Asked]:
    """What is asked for in a sentence, in reading order."""
    position = sentence.start
    for number, word in enumerate(words):
        reader = READERS.get(word.lower)
        if reader is None or word.span.start < position or told[word.span.start] == MASK:
            continue
        found = reader(_Place(told, sentence, words, number, authority))
        if found is not None:
            position = found.rest.end
            yield found


def _ended(
    place: _Place, start: int, rule: str, *, end: re.Pattern[str] = END, whom: Span | None = None
) -> Asked | None:
    """What is asked from an offset up to the end of its clause."""
    stop = end.search(place.told, start + 1, place.limit)
    last = place.limit if stop is None else stop.start()
    return Asked(place.word.span.start, Span(start, last), rule, whom) if last > start + 2 else None


def _of_whom(place: _Place, start: int, *, sure: bool, for_: bool) -> Asked | None:
    """ "(urged) X to do Y", "(pressed) X for Y"."""
    found = WHOM_TO.match(place.told, start, place.limit)
    thing = WHOM_FOR.match(place.told, start, place.limit) if for_ else None
    if thing is not None and (found is None or thing.end() < found.end()):
        whom = Span(thing.start("whom") + 1, thing.end("whom"))
        if not EVENTS.match(place.told, thing.end(), place.limit) and _answers(place, whom):
            return _ended(place, thing.end(), "demand-of-for", whom=whom)
    if found is None or SELF.match(found["whom"]) or PUBLIC.match(found["whom"]):
        return None
    whom = Span(found.start("whom") + 1, found.end("whom"))
    if POLICE.search(place.before) and CROWD.match(found["whom"]):
        return None
    aside = re.search(r", (?:which|who)\b", found["whom"]) is not None and place.told[found.end("whom")] == ","
    if not aside and ", " in found["whom"] and re.search(r", (?:and|but|who|which|saying|as|while)\b", found["whom"]):
        return None
    return (
        _ended(place, _act(place, found), "demand-of", whom=whom, end=ACT_END)
        if sure or _answers(place, whom)
        else None
    )


def _act(place: _Place, found: re.Match[str]) -> int:
    """Where what is to be done begins; a "not" belongs to it."""
    refused = place.told.rfind(" not to", found.start(), found.end())
    return found.end() if refused < 0 else refused


def _answers(place: _Place, whom: Span) -> bool:
    """Whether words name somebody who can grant something: a name, or a word for an authority."""
    words = re.findall(r"[\w'’-]+", place.told[whom.start : whom.end])
    return any(word.lower() in place.authority or (word[0].isupper() and len(word) > 1) for word in words)


def _urge(place: _Place) -> Asked | None:
    if place.back() in IS and not place.word.lower.endswith("ing"):
        return _passive(place)
    that = place.next(WHOM_THAT)
    if that is not None:
        return _ended(place, that.end(), "demand-that")
    plain = place.next(URGED)
    if plain is not None:
        return Asked(place.word.span.start, Span(*plain.span("what")), "demand-for")
    them = place.next(URGED_THEM)
    if them is not None:
        return _ended(place, them.end(), "demand-of", end=ACT_END)
    return _of_whom(place, place.word.span.end, sure=True, for_=False)


def _ask(place: _Place) -> Asked | None:
    if place.back() in IS and not place.word.lower.endswith("ing"):
        return _passive(place)
    that = place.next(WHOM_THAT)
    if that is not None:
        return _ended(place, that.end(), "demand-that")
    noun = place.word.lower in NOUNS and (place.back() in DETERMINERS or not _plural(place))
    if noun or place.back() == "not":
        return None
    return _for(place) or _of_whom(place, place.word.span.end, sure=False, for_=True)


def _plural(place: _Place) -> bool:
    """Whether a bare verb may have its subject, or "to", right before it."""
    return place.back() in ("to", "who", "they", "we", "will", "would") or place.back().endswith("s")


def _passive(place: _Place) -> Asked | None:
    """ "The ministry was urged to …": of the one who stands before."""
    found = place.next(PASSIVE)
    subject = re.search(
        r"(?:^|[,;] |\b(?:and|that|but) )((?:[\w'’-]+ ){1,8})(?:\w+ )?(?:was|were|been|is|are|be|being) $", place.before
    )
    if found is None or subject is None:
        return None
    start = place.word.span.start - len(place.before)
    whom = Span(start + subject.start(1), start + subject.end(1) - 1)
    last = re.findall(r"[\w'’-]+", subject[1])[-1]
    known = last.lower() in place.authority or any(w in place.authority for w in subject[1].lower().split())
    return _ended(place, _act(place, found), "demand-passive", whom=whom) if known else None


def _for(place: _Place) -> Asked | None:
    """ "pressed for", "appealed for", "campaigned for", without an event, help or a name after it."""
    found = place.next(FOR)
    if found is None or EVENTS.match(place.told, found.end(), place.limit) or POLICE.search(place.before):
        return None
    if place.back() in IS and place.word.lower.endswith("ed"):
        return None
    return _for_whom(place, found.end())


def _for_whom(place: _Place, start: int) -> Asked | None:
    """ "(called for) the mayor to resign" is asked of the mayor, else the thing."""
    noun = place.word.lower in ("call", "calls", "demand", "demands") and not _plural(place)
    end = END if not noun else OPENED_END if OPENING.match(place.told, place.sentence.start) else NOUN_END
    to = re.compile(rf"(?P<whom> [^;:!?,\ufffc]{{2,60}}?){VP}").match(place.told, start, place.limit)
    if to is not None and not re.search(r" (?:and|of|for|in|on|by|from|right|end|plan|access|bid)(?: |$)", to["whom"]):
        whom = Span(to.start("whom") + 1, to.end("whom"))
        if _answers(place, whom) or to["whom"].startswith(" all "):
            return _ended(place, _act(place, to), "demand-for", whom=whom, end=end)
    return _ended(place, start, "demand-for", end=end)


def _appeal(place: _Place) -> Asked | None:
    found = place.next(WITH)
    noun = place.back() in DETERMINERS
    if found is None:
        return None if noun else _for(place)
    return _of_whom(place, found.end(), sure=not noun, for_=not noun)


def _call(place: _Place) -> Asked | None:
    lower, passive = place.word.lower, place.back() in IS
    on = place.next(ON)
    if on is not None:
        if passive and lower == "called":
            return _passive(place)
        return _of_whom(place, on.end(), sure=True, for_=False)
    if lower in ("call", "calls") and (noun := place.next(CALL_NOUN)) is not None:
        return _of_whom(place, noun.end(), sure=False, for_=False)
    passive = (passive or place.back() == "so-") and lower == "called"
    found = place.next(FOR)
    if passive or found is None or EVENTS.match(place.told, found.end(), place.limit):
        return None
    return _for_whom(place, found.end())


def _demand(place: _Place) -> Asked | None:
    lower = place.word.lower
    if lower in ("demand", "demands"):
        plural_list = _list(place) or _already(place)
        if plural_list is not None:
            return plural_list
        found = place.next(FOR)
        if found is not None:
            fit = lower == "demands" or place.back() in DETERMINERS or place.back() == "of"
            return _for_whom(place, found.end()) if fit else None
        if place.back() in DETERMINERS or place.back().endswith(("s'", "s’")):
            that = place.next(re.compile(r" that(?= [^;.]{3,80} (?:be|not|is|are|should|must|\w+)\b)"))
            return None if that is None else _ended(place, that.end(), "demand-that")
    elif lower == "demanding" and place.back() in ("a", "very", "most", "more", "so", "too", "physically", "as"):
        return None
    return _demanded(place)


def _demanded(place: _Place) -> Asked | None:
    """The verb "demand" with what is demanded after it, or before it in the passive."""
    if place.back() in IS and place.word.lower == "demanded":
        subject = re.search(
            r"(?:^|[,;] )((?:[\w'’-]+ ){1,12}?)(?:has |have |had |also )?(?:was|were|been) $", place.before
        )
        start = place.word.span.start - len(place.before)
        if subject is None or (place.back() == "been" and re.search(r"\b(?:has|have|had) $", subject[1])):
            return None
        return Asked(place.word.span.start, Span(start + subject.start(1), start + subject.end(1)), "demand-passive")
    that = place.next(THAT)
    if that is not None:
        return _ended(place, that.end(), "demand-that")
    of = place.next(FROM_WHOM)
    if of is not None:
        whom = Span(of.start("whom") + 1, of.end("whom"))
        return (
            _ended(place, of.end(), "demand-that" if of["that"] else "demand", whom=whom)
            if _answers(place, whom)
            else None
        )
    if place.next(re.compile(r" to (?:know|be told)\b|\W*$")) or (
        place.word.lower in ("demand", "demands") and place.next(VERB_OBJECT) is None and not _demands_what(place)
    ):
        return None
    end = WHO_END if place.back() in ("who", "which") else END
    return _ended(place, place.word.span.end, "demand", end=end)


def _demands_what(place: _Place) -> bool:
    """ "The forum demands witness protection": a noun in the singular with its article is the subject."""
    subject = place.back(2) == "the" and place.back().isalpha() and not place.back().endswith("s")
    return place.word.lower == "demands" and subject and place.next(DEMANDS_WHAT) is not None


def _already(place: _Place) -> Asked | None:
    """ "The withdrawal of the bill is their first demand.": what is demanded stands before."""
    before = BEFORE_DEMAND.search(
        place.told[max(place.sentence.start, place.word.span.start - REACH) : place.word.span.start]
    )
    if before is None or re.match(
        r"(?:this|that|it|these|those|what|which|there|among|they)\b", before["what"], re.IGNORECASE
    ):
        return None
    start = max(place.sentence.start, place.word.span.start - REACH)
    return Asked(
        place.word.span.start, Span(start + before.start("what"), start + before.end("what")), "demand-passive"
    )


def _list(place: _Place) -> Asked | None:
    """ "their demands include …", "the demands: …", "chief among them is …"."""
    owned = (
        place.back() in DETERMINERS or place.back().endswith(("s'", "s’")) or place.number == 0 or place.back() == "of"
    )
    found = place.next(LISTED) if owned or place.next(re.compile(r" (?:including|such as)\b")) else None
    if found is None and re.search(r"\b(?:among|of) (?:\w+ ){1,2}$", place.before):
        found = place.next(re.compile(r",? (?:is|are|was|were)(?: that)?(?= (?:the|an?|that|\w+ing|full|better)\b)"))
    return None if found is None else _ended(place, found.end(), "demand-include", end=LIST_END)


def _points(place: _Place) -> Asked | None:
    """ "The petition makes three points: …" """
    found = place.next(LIST_COLON)
    if found is None or not DOCUMENT.search(place.before):
        return None
    return _ended(place, found.end(), "demand-include", end=LIST_END)


def _requests(place: _Place) -> Asked | None:
    return _points(place) or _ask(place)


def _want(place: _Place) -> Asked | None:
    if (
        place.next(WANT_NO)
        or WANT_WHO.search(place.before)
        or place.back() in ("not", "never", "is", "are", "be", "most")
    ):
        return None
    end = WHO_END if place.back() in ("who", "which") else WANT_END
    return _ended(place, place.word.span.end, "demand-want", end=end)


def _seek(place: _Place) -> Asked | None:
    if place.next(SEEK_NO) or POLICE.search(place.before):
        return None
    if place.next(VERB_OBJECT) is None and DOCUMENT.search(place.before) is None:
        return None
    return _ended(place, place.word.span.end, "demand-seek")


def _insist(place: _Place) -> Asked | None:
    that = place.next(WHOM_THAT)
    if that is not None:
        return _ended(place, that.end(), "demand-that")
    found = place.next(INSIST)
    return None if found is None else _ended(place, found.end(), "demand-insist", end=WANT_END)


def _give(place: _Place) -> Asked | None:
    found = place.next(ULTIMATUM) or place.next(DEADLINE)
    if found is None:
        return None
    whom = Span(found.start("whom") + 1, found.end("whom"))
    granted = _answers(place, whom) and not CROWD.match(found["whom"])
    return _ended(place, _act(place, found), "demand-ultimatum", whom=whom) if granted else None


_FORMS: tuple[tuple[Callable[[_Place], Asked | None], str], ...] = (
    (_urge, "urge urges urged urging implore implores implored imploring exhort exhorts exhorted exhorting beseech "
            "beseeches besought beseeching entreat entreats entreated entreating"),
    (_ask, "ask asks asked asking beg begs begged begging request requested requesting press presses pressed pressing "
           "pressure pressured pressuring pressurised push pushes pushed pushing "
           "lobby lobbies lobbied lobbying petition "
           "petitions petitioned petitioning challenge challenged challenging"),
    (_appeal, "appeal appeals appealed appealing plead pleads pleaded pled pleading"),
    (_for, "campaigning campaigned agitating agitated clamouring clamoring clamoured clamored clamour clamor"),
    (_call, "call calls called calling"),
    (_demand, "demand demands demanded demanding"),
    (_points, "points conditions claims proposals"),
    (_requests, "requests"),
    (_want, "want wants wanted"),
    (_seek, "seek seeks seeking sought"),
    (_insist, "insist insists insisted insisting"),
    (_give, "give gives gave given giving set issued issuing"),
)  # fmt: skip
READERS = {form: reader for reader, forms in _FORMS for form in forms.split()}
"""For each word that may ask, what reads on from there."""
