"""Learn from the gold of identity how likely two protests of different reports are one.

    .venv/bin/python -m learning.joining

Writes data/lexicon/usual.txt, the words that reports of protests often have, and data/rules/alike.csv: the weights of a
logistic regression. Prints of how many pairs of either set people would be asked, and how many of them are one; no pair
is both learned from and asked about.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from kg.identified import Known, protests_known
from kg.identity.matching import SUGGESTED_FROM
from kg.identity.stories import LONG_ENOUGH
from kg.identity_gold import load_identity
from kg.lexicon import load_lexicon
from kg.weighing import likelihood
from learning.weights import DATA, FOLDERS, Row, by_fold, learned, write

SETS = [DATA / "identity" / part / "identity.json" for part in ("development", "learning")]
WEIGHTS = DATA / "rules" / "alike.csv"
USUAL = DATA / "lexicon" / "usual.txt"
OFTEN = 0.03  # of the reports
FOLDS = 8
STRENGTH = 0.3


def usual() -> list[str]:
    """The words that at least so many of the reports of the gold have."""
    texts = [file.read_text(encoding="utf-8") for folder in FOLDERS for file in sorted(folder.glob("*.txt"))]
    times = Counter(word for text in texts for word in set(LONG_ENOUGH.findall(text.lower())))
    return sorted(word for word, number in times.items() if number >= OFTEN * len(texts))


def write_usual() -> None:
    """Put the usual words into their list, below what it says of itself; new ones are read at the next start."""
    words = usual()
    if load_lexicon().usual != set(words):
        head = [line for line in USUAL.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        USUAL.write_text("\n".join([*head, *words]) + "\n", encoding="utf-8")
        sys.exit(f"{USUAL.name} has new words: run this again")


def stories(file: Path) -> dict[str, str]:
    """Report → the least report with which persons and events connect it: what is learned together."""
    gold = load_identity(file)
    of = {report: report for report in gold.reports}
    for thing in gold.things:
        if thing.kind in ("persons", "events") and not thing.optional:
            met = {of[member.report] for member in thing.members}
            of |= {report: min(met) for report, story in of.items() if story in met}
    return of


def rows(known: list[Known], story: dict[str, str]) -> dict[str, list[Row]]:
    """The pairs of each story, by that of the first report."""
    found: dict[str, list[Row]] = defaultdict(list)
    for pair in known:
        found[story[pair.reports[0]]].append(Row(pair.says, pair.same))
    return found


def main() -> None:
    """Learn, say how well, and write the weights."""
    write_usual()
    by_story: dict[str, list[Row]] = {}
    of_set: dict[Path, set[str]] = {}
    for file in SETS:
        found = rows(list(protests_known(file)), stories(file))
        of_set[file] = set(found)
        by_story |= found
    weights = by_fold(by_story, FOLDS, STRENGTH)
    for file, mine in of_set.items():
        rated = [(likelihood(row.says, weights[story]), row.right) for story in sorted(mine) for row in by_story[story]]
        asked = [right for likely, right in rated if likely >= SUGGESTED_FROM]
        same = sum(right for _, right in rated)
        sys.stdout.write(f"{file.parent.name}: asked about {len(asked)} pairs, {sum(asked)} of {same} that are one\n")
    write(learned([row for one in by_story.values() for row in one], STRENGTH), WEIGHTS)


if __name__ == "__main__":
    main()
