"""Words by which a report turns to another protest, or shows that it is still with the one told of."""

from __future__ import annotations

import re

FURTHER = re.compile(
    r"\b(?:similar|other|smaller|larger|further|additional|parallel|simultaneous|another|second|third|fresh|separate"
    r"|rival|new|own)(?: \w+)? $",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\b(?:this|it|that|which) (?:was|is|marks|marked|became) (?:the|their|its) (?:\w+ ){1,2}$", re.IGNORECASE
)
"""Before "protest": "This was the third protest" is still the one told of."""
DEFINITE = re.compile(r"\b(?:the|this|that|their|its) (?:[\w'’-]+ )?$", re.IGNORECASE)
SUBJECT = re.compile(r"(?:^|[.!?\n”\"] ?)(?:The|This|That) $|\b(?:this|their|its) (?:\w+ )?$")
"""Before a protest with which a sentence begins, or that is somebody's."""
_INDEFINITE = re.compile(r"\b(?:an?|two|three|several) (?:[\w'’-]+ ){0,3}$", re.IGNORECASE)
_SAME_PEOPLE = re.compile(
    r"(?:they|he|she|it|we|some|the|these|those|many|all|both|participants?|protest[eo]rs)\b", re.IGNORECASE
)
_BESIDES = re.compile(
    r"^(?:On \w+day too|Earlier|Similarly|Separately|Likewise|In a similar (?:development|vein|incident)"
    r"|Another (?:group|section)"
    r"|Other (?:groups|residents|students|workers)|A (?:separate|second|different|smaller) group)\b"
    r"|\b(?:also|too|likewise|similarly)(?: \w+)? (?:held|hold|staged?|organi[sz]ed?|took out|mounted|observed)\b"
)
_PEOPLE = re.compile(
    r"^(?:Later,? |Then,? |Afterwards,? )?(?:They\b|The (?:[\w-]+ ){0,2}(?:protest[eo]rs|demonstrators|agitators"
    r"|marchers|strikers"
    r"|participants|mourners|agitating|protesting|crowd|group)\b)"
)
_STAGING = re.compile(
    r"\b(?:held|staged|organi[sz]ed|mounted|took out|brought out|observed|formed|launched|joined|hold|holding|staging"
    r"|organi[sz]ing)(?: (?!the\b|this\b"
    r"|their\b)[\w'’,-]+){0,5}? "
    r"(?:an? |and )(?:[\w'’-]+ ){0,2}$",
    re.IGNORECASE,
)
_A = re.compile(r"(?:^|[.!?,] ?)an? (?:[\w'’-]+ ){0,3}$", re.IGNORECASE)
_STAGED = re.compile(r"(?:held|staged|organi[sz]ed) an? ", re.IGNORECASE)
_PURPOSE = re.compile(r"\b(?:to|in|as a|as an act of|in a|by way of|while|were|was|are|is|and|,) $", re.IGNORECASE)
_SOMEBODYS = re.compile(r"\b(?:the|this|that|their|its|[\w-]+['’]s) (?:[\w-]+ ){0,2}$", re.IGNORECASE)
_HELD_AFTER = re.compile(
    r"^(?!(?: [\w'’-]+){0,3} (?:is|are|will|would|can|cannot|could|should|must|may|be"
    r"|being)\b)(?: [\w'’-]+){0,3}? (?:was (?:held|attended|led|organi[sz]ed|addressed)|took place|went ahead|began"
    r"|started|drew"
    r"|attracted|ended|saw|turned|set (?:off|out)|passed|proceeded|moved|wound|brought|came|lasted"
    r"|(?!want|hope|plan|need|intend|expect|schedul|propos|announc|call|aim)\w{3,}ed)\b"
)
_HELD_BEFORE = re.compile(
    r"\b(?:joined|attended|addressed|led|watched|dispersed|broke up|attacked|took part in|held|staged|during|after"
    r"|following|since) (?:the|this|that|their|its|[\w-]+['’]s) (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
_WAS_DUE = re.compile(
    r"\b(?:were|was|had) (?:\w+ )?(?:due|planned|planning|set|scheduled|expected|to)\b[^.;]*$"
    r"|\b(?:filed|gave|given|submitted)(?: \w+){0,2} notice\b[^.;]*$|\b(?:applied|asked|requested) (?:for|to)\b[^.;]*$",
    re.IGNORECASE,
)


def was_due(before: str) -> bool:
    """ "… were due to walk out": what was planned, and may have been called off since."""
    return _WAS_DUE.search(before) is not None


def somebodys(before: str) -> bool:
    """ "the march", "their strike", "Thursday's rally": one that is known, or one of its kind."""
    return _SOMEBODYS.search(before) is not None


def spoken_of(before: str, after: str) -> bool:
    """ "the march", "Monday's rally": one that is spoken of, where nothing says that it was held."""
    if not somebodys(before):
        return False
    return _HELD_BEFORE.search(before) is None and _HELD_AFTER.match(after) is None


def others(told: str, word: str) -> bool:
    """Whether a sentence, up to its word of protest, tells of other people's: "Drivers also held a sit-in"."""
    if told.startswith("Elsewhere"):
        return True
    named = _INDEFINITE.search(told) is not None or _STAGED.match(word) is not None
    return named and _BESIDES.search(told + word) is not None and _SAME_PEOPLE.match(told) is None


def purpose(before: str, word: str) -> bool:
    """ "… to protest the lack of water", "in protest": why people do what was told of before, in the same sentence."""
    if word.lower() == "protesting":
        return True
    return word.lower() == "protest" and _PURPOSE.search(before) is not None


def held(before: str, after: str) -> bool:
    """ "a motorcycle rally was organised", "a vigil took place": an occasion of its own, whoever holds it."""
    return _A.search(before) is not None and _HELD_AFTER.match(after) is not None


def same_people(told: str) -> bool:
    """ "The agitators held a march": a sentence whose subject is those who protest already."""
    return _PEOPLE.match(told) is not None and " also " not in told


def stages(before: str) -> bool:
    """ "held a", "organised a mass": an occasion of its own follows, not a word for what is told of."""
    return _STAGING.search(before) is not None
