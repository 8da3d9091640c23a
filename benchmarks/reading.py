"""How fast reports are read on one core, where the time goes, and how it grows; beside plain tokenisation by spaCy.

    .venv/bin/pip install spacy && .venv/bin/python benchmarks/reading.py

Reads the reports of data/gold. Prints figures and ratios; judges nothing. spaCy's blank English pipeline splits the
same texts into tokens in the same run: the least that any reader has to do. Without spaCy that line is left out.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable

from kg.config import share
from kg.document import Report
from kg.facts import Extraction
from kg.lexicon import load_lexicon
from kg.pipeline import ANNOTATE, EXTRACT, extract
from kg.reading.segment import segment
from kg.reports import load_reports
from kg.rulebook import graded, load_rulebook

WORDS = 300  # of the report that the figures are given for
ROUNDS = 5


def main() -> None:
    """Measure speed, profile and growth, and print them."""
    out = sys.stdout.write
    reports = [r for r in load_reports([share("data") / "gold"], limit=1_000_000) if isinstance(r, Report)]
    words = sum(len(report.text.split()) for report in reports)
    ours = best(lambda: [extract(report) for report in reports]) / words * WORDS
    out(f"{len(reports)} reports, {words} words\n")
    out(f"reading        {1 / ours:7.0f} reports of {WORDS} words a second, {1000 * ours:.2f} ms each\n")
    theirs = tokenising([report.text for report in reports])
    if theirs is not None:
        theirs = theirs / words * WORDS
        out(f"spaCy tokens   {1 / theirs:7.0f} reports of {WORDS} words a second; ratio {ours / theirs:.1f}\n")
    out("\nwhere the time goes\n")
    spent = profile(reports)
    for step, seconds in spent.most_common():
        out(f"  {step:<32}{100 * seconds / spent.total():5.1f} %\n")
    out("\none text, longer and longer: ms for each 1,000 words\n")
    text = max((report.text for report in reports), key=len)
    for times in (1, 2, 4, 8, 16):
        long = Report(id="long", text="\n\n".join([text] * times))
        length = len(long.text.split())
        out(f"  {length:7} words {1e6 * best(lambda long=long: extract(long)) / length:8.1f}\n")
    out("\nmore and more reports: the most memory in use, MB\n")
    for number in (100, 400, 1600):
        for index in range(number):
            extract(reports[index % len(reports)])
        out(f"  {number:7} reports {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.1f}\n")


def best(action: Callable[[], object]) -> float:
    """The processor seconds of the quickest of a few rounds: what else runs on the machine counts little."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        action()
        seconds.append(time.process_time() - start)
    return min(seconds)


def tokenising(texts: list[str]) -> float | None:
    """The seconds spaCy takes to split the texts into tokens; `None` if it is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    blank = spacy.blank("en")
    return best(lambda: [len(blank(text)) for text in texts])


def profile(reports: Iterable[Report]) -> Counter[str]:
    """The seconds each step of the reader takes over all reports."""
    spent: Counter[str] = Counter()
    lexicon, rulebook = load_lexicon(), load_rulebook()

    def step(name: str, action: Callable[[], object]) -> object:
        start = time.process_time()
        made = action()
        spent[name] += time.process_time() - start
        return made

    for report in reports:
        document = step("segment", lambda report=report: segment(report, lexicon))
        for annotate in ANNOTATE:
            name = f"{annotate.__module__.rpartition('.')[2]}.{annotate.__name__}"
            document = step(name, lambda annotate=annotate, document=document: annotate(document, lexicon))
        extraction = Extraction(document=document)  # type: ignore[arg-type]
        for read in EXTRACT:
            name = f"{read.__module__.rpartition('.')[2]}.{read.__name__}"
            extraction = step(name, lambda read=read, extraction=extraction: read(extraction, lexicon))  # type: ignore[assignment]
        step("graded", lambda extraction=extraction: graded(extraction, rulebook))
    return spent


if __name__ == "__main__":
    main()
