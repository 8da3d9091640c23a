"""A picture of the benchmark, as SVG: every question as a row of dots, and the growth of all of them as lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

COLOURS = ("#8a8a8a", "#4d9de0", "#d1495b", "#e1a730", "#3f7d5a")
ROW, LEFT, WIDTH, TOP = 24, 170, 480, 70
GAP, SIDE = 90, 300
FONT = 'font-family="system-ui, sans-serif" font-size="12"'


def chart(
    size: int,
    times: Mapping[str, Mapping[str, float | None]],
    growth: Mapping[str, Mapping[int, float | None]],
    engines: Mapping[str, str],
) -> str:
    """Milliseconds of every question at one size, and the geometric mean of all by the size of the graph."""
    colours = dict(zip(engines, COLOURS, strict=True))
    high = TOP + ROW * len(times)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + GAP + SIDE + 30} {high + 40}" {FONT}>',
        '<rect width="100%" height="100%" fill="white"/>',
        *legend(engines, colours),
        text(LEFT, 48, f"milliseconds at {size:,} quads"),
        *dots(times, colours, high),
        text(LEFT + WIDTH + GAP, 48, "mean of the twelve, ms, by quads"),
        *lines(growth, colours, high),
        "</svg>\n",
    ]
    return "\n".join(parts)


def legend(engines: Mapping[str, str], colours: Mapping[str, str]) -> Iterable[str]:
    """Which colour is which engine."""
    for place, (key, called) in enumerate(engines.items()):
        x = LEFT + 160 * place
        yield f'<circle cx="{x}" cy="20" r="5" fill="{colours[key]}"/>'
        yield text(x + 10, 24, called)


def dots(times: Mapping[str, Mapping[str, float | None]], colours: Mapping[str, str], high: float) -> Iterable[str]:
    """A row of dots for each question."""
    known = [value for row in times.values() for value in row.values() if value]
    low, top = scale(known)
    for power in range(low, top + 1):
        x = LEFT + WIDTH * (power - low) / (top - low)
        yield f'<line x1="{x:.0f}" y1="{TOP - 10}" x2="{x:.0f}" y2="{high - 10}" stroke="#ddd"/>'
        yield text(x, high + 8, f"{10.0**power:g}", "middle")
    for place, (name, row) in enumerate(times.items()):
        y = TOP + ROW * place
        yield text(LEFT - 10, y + 4, name, "end")
        for key, value in row.items():
            if value:
                x = LEFT + WIDTH * (math.log10(value) - low) / (top - low)
                yield f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="{colours[key]}" fill-opacity="0.85"/>'


def lines(growth: Mapping[str, Mapping[int, float | None]], colours: Mapping[str, str], high: float) -> Iterable[str]:
    """A line for each engine, from the smallest graph to the largest."""
    known = [value for row in growth.values() for value in row.values() if value]
    sizes = sorted({size for row in growth.values() for size in row})
    low, top = scale(known)
    left, bottom = LEFT + WIDTH + GAP, high - 10
    least, most = math.log10(min(sizes)), math.log10(max(sizes))
    for power in range(low, top + 1):
        y = bottom - (bottom - TOP) * (power - low) / (top - low)
        yield f'<line x1="{left}" y1="{y:.0f}" x2="{left + SIDE}" y2="{y:.0f}" stroke="#ddd"/>'
        yield text(left - 8, y + 4, f"{10.0**power:g}", "end")

    def at(size: int) -> float:
        return left + 10 + (SIDE - 20) * (math.log10(size) - least) / ((most - least) or 1)

    for size in sizes:
        yield text(at(size), high + 8, f"{size / 1e6:g} million", "middle")
    for key, row in growth.items():
        points = [
            (at(size), bottom - (bottom - TOP) * (math.log10(value) - low) / (top - low))
            for size, value in sorted(row.items())
            if value
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colours[key]}" stroke-width="2"/>'
        for x, y in points:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colours[key]}"/>'


def scale(values: Iterable[float]) -> tuple[int, int]:
    """The powers of ten around some values."""
    known = list(values)
    low, top = math.floor(math.log10(min(known))), math.ceil(math.log10(max(known)))
    return low, max(top, low + 1)


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    """Some words."""
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'
