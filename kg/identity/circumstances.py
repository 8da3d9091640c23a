"""What two protests of different reports have in common beside themselves: where, when, who else is named, what about.

Each agreement is a kind whose right and n are counted (`kg.identity.measures`); what is no kind speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.identity.features import Kind
from kg.identity.happenings import maybe_somewhere, somewhere, told_within
from kg.identity.matching import Thing, at_odds
from kg.identity.world import OF_THE_STATE, World

MOST_CAST = 3  # persons and bodies that are counted
LEAST_CAST = {"town": 0, "site": 2, "unsaid": 2}
"""Of them; a site is one of which a report does not say in which of its towns it is, unsaid is any town at all."""
LEAST = {("town", "day"): 0, ("town", "told"): 3, ("site", "day"): 2, ("site", "told"): 3,
         ("unsaid", "day"): 3, ("unsaid", "told"): 4}  # fmt: skip
"""Of them and of what agrees further."""
ENOUGH_NAMED = 3  # persons, bodies and places, of two that nothing but a day and a form of its own brings together
TOLD_WITHIN = 3  # days, of an event whose report gives no day
CROWDS = {"crowd"}
FURTHER = ("about", "agent", "size", "killed")
"""What of two protests agrees now and then, and seldom by chance."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What agrees: `needed` must hold together, `further` adds to it; `cast` are the things that both reports name."""

    needed: tuple[str, ...]
    further: tuple[str, ...]
    cast: tuple[str, ...]


def circumstances(one: Thing, other: Thing) -> Circumstances | None:
    """What two protests have in common, if each report tells of one such protest there and then; else `None`."""
    where, when = _where(one, other), _when(one, other)
    if where is None or when is None or _rivals(one, other, when) or not forms_agree(one, other):
        return None
    cast = one.of("cast") & other.of("cast")
    further = [trait for trait in FURTHER if one.of(trait) & other.of(trait)]
    further += ["form"] if (one.of("form") & other.of("form")) - CROWDS else []
    if at_odds(one.of("about"), other.of("about")) and (when == "told" or len(cast) < MOST_CAST):
        return None
    enough = len(cast) >= LEAST_CAST[where] and len(cast) + len(further) >= LEAST[where, when]
    if not enough and not _one_scene(one, other, where, when, further):
        return None
    needed = ("unsaid" if where == "unsaid" else "town", when, f"cast {min(len(cast), MOST_CAST)}")
    return Circumstances(needed=needed, further=tuple(further), cast=tuple(sorted(cast)))


def _one_scene(one: Thing, other: Thing, where: str, when: str, further: Iterable[str]) -> bool:
    """Whether two of one day and a form of its own are told of with the same people and places, one without a town."""
    named, cast = one.of("named") & other.of("named"), one.of("cast") & other.of("cast")
    return (where, when) == ("unsaid", "day") and bool(cast) and "form" in further and len(named) >= ENOUGH_NAMED


def _where(one: Thing, other: Thing) -> str | None:
    if somewhere(one, other):
        return "town"
    if maybe_somewhere(one, other):
        return "site"
    return "unsaid" if one.of("nowhere") != other.of("nowhere") else None


def _when(one: Thing, other: Thing) -> str | None:
    """One day, if the days of the one are among those of the other; or told of in the days after."""
    if one.of("day") and other.of("day"):
        return "day" if one.of("day") <= other.of("day") or other.of("day") <= one.of("day") else None
    return "told" if told_within(one, other, TOLD_WITHIN) else None


def _rivals(one: Thing, other: Thing, when: str) -> bool:
    """Whether a report tells of another that could be meant as well, unless what sets the two apart says which."""
    mixed = all(len(thing.of("day")) > 1 and len(thing.of("form")) > 1 for thing in (one, other))
    mixed = mixed and any(one.of(trait) != other.of(trait) for trait in ("day", "form"))
    if mixed or one.of("then") | other.of("then") or (when == "told" and one.of("others") | other.of("others")):
        return True
    return any(a.of("apart") and a.of("apart").isdisjoint(b.of("marks")) for a, b in ((one, other), (other, one)))


def forms_agree(one: Thing, other: Thing) -> bool:
    """Whether the forms are those of one protest: a vigil is often the evening after the march."""
    forms, others = one.of("form"), other.of("form")
    quiet = bool(forms and others) and ("vigil" in forms) != ("vigil" in others)
    return not quiet and not at_odds(forms, others)


def cast_of(world: World, named: Iterable[str]) -> set[str]:
    """The persons and bodies but those of the state, which every report of a town or country names."""
    return {node for node in named if _counts(world, node)}


def _counts(world: World, node: str) -> bool:
    known = world.features.get(node)  # of those whom a row names, crowds have no identity
    if known is None:
        return False
    if known.kind is Kind.PERSON:
        return node not in world.officials
    return known.kind is Kind.ORGANIZATION and known.category not in OF_THE_STATE
