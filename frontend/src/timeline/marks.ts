// An event as a mark: its shape says whether it took place, its filling how its day is known.

import { inWords, type Modality, modalityOf } from "../events";
import { cut, s } from "../dom";
import { DOT, type Mark, STUB_WIDTH } from "./rows";
import type { Scale } from "./scale";
import type { Period } from "./times";

const BAR = 6;
const LETTER = 6.2;
const LETTERS = 80;

/** The mark of an event: a link, whose children are all that is drawn of it. */
export function markOf(mark: Mark, scale: Scale | null, hatching: string): SVGAElement {
  const modality = modalityOf(mark.event);
  const periods = scale === null ? [] : mark.times.periods;
  const name = inWords(mark.event);
  const link = s("a", {
    href: mark.event.node.href,
    class: `when ${modality}`,
    tabindex: -1,
    "aria-label": name,
    "data-iri": mark.event.node.iri,
  });
  link.append(s("title", {}, name));
  const width = Math.max(mark.right - mark.left, 9);
  link.append(s("rect", { class: "hit", x: mark.left, y: mark.y - 8, width, height: 16 }));
  if (scale === null || periods.length === 0) link.append(tick(mark, modality));
  else {
    const first = periods[0];
    const last = periods.at(-1);
    if (first !== undefined && last !== undefined && first !== last) {
      const [x, to] = [scale.x(first.from + 0.5), scale.x(last.to + 0.5)];
      link.append(s("rect", { class: "bar", x, y: mark.y - BAR / 2, width: Math.max(to - x, 0), height: BAR, rx: 3 }));
    }
    for (const period of periods) link.append(periodOf(period, mark.y, modality, scale, hatching));
  }
  if (mark.room > 44) {
    const label = atWord(mark.event.node.label, Math.min(Math.floor((mark.room - 12) / LETTER), LETTERS));
    link.append(s("text", { x: mark.right + 3, y: mark.y + 4, "aria-hidden": "true" }, label));
  }
  return link;
}

/** As much of a name as there is room for, cut after a word and outside of brackets if it can be: what is seen is part of the link's name. */
function atWord(text: string, length: number): string {
  const short = cut(text, length);
  return short === text ? text : short.replace(/(?<=\S)\s+\S*…$/, "…").replace(/(?<=\S)\s*\([^()]*…$/, "…");
}

/** The lines of a hatched stretch, to be named in its fill. */
export function hatching(id: string): SVGDefsElement {
  const line = s("path", { d: "M0 6L6 0" });
  return s("defs", {}, s("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, line));
}

function periodOf(period: Period, y: number, modality: Modality, scale: Scale, hatching: string): SVGElement {
  if (period.certainty !== "between") {
    return s("path", { class: `dot ${period.certainty}`, d: shape(modality, scale.x(period.from + 0.5), y) });
  }
  const left = scale.x(period.from) - (period.open === "start" ? STUB_WIDTH : 0);
  const right = scale.x(period.to + 1) + (period.open === "end" ? STUB_WIDTH : 0);
  const [top, bottom] = [y - BAR, y + BAR];
  // The side that nobody bounds stays open.
  const outline =
    period.open === "end"
      ? `M${right} ${top}H${left}V${bottom}H${right}`
      : period.open === "start"
        ? `M${left} ${top}H${right}V${bottom}H${left}`
        : `M${left} ${top}H${right}V${bottom}H${left}Z`;
  const sign = modality === "asserted" ? null : s("path", { class: "dot", d: shape(modality, (left + right) / 2, y) });
  return s("g", { class: "between" }, s("path", { d: outline, fill: `url(#${hatching})` }), sign);
}

function tick(mark: Mark, modality: Modality): SVGPathElement {
  const x = (mark.left + mark.right) / 2;
  if (modality === "asserted") return s("path", { class: "tick", d: `M${x} ${mark.y - 6}V${mark.y + 6}` });
  return s("path", { class: "dot inferred", d: shape(modality, x, mark.y, DOT - 1) });
}

/** A circle took place, a triangle is to come, a diamond was wished for, a cross did not take place. */
export function shape(modality: Modality, x: number, y: number, r = DOT): string {
  if (modality === "announced") return `M${x - r} ${y - r}L${x + r} ${y}L${x - r} ${y + r}Z`;
  if (modality === "wished") return `M${x} ${y - r - 1}L${x + r + 1} ${y}L${x} ${y + r + 1}L${x - r - 1} ${y}Z`;
  if (modality === "negated") return `M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}`;
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/** What led to what, and what was part of what: a bow from one mark to the other. */
export function bows(marks: readonly Mark[]): SVGPathElement[] {
  const first = new Map<string, Mark>();
  for (const mark of marks) if (!first.has(mark.event.node.iri)) first.set(mark.event.node.iri, mark);
  const bow = (from: Mark, to: Mark, words: string, kind: string): SVGPathElement => {
    const [x0, x1] = [from.left + DOT + 1, to.left + DOT + 1];
    const bend = Math.min(26, 8 + Math.abs(x1 - x0) / 6);
    const aside = Math.abs(x1 - x0) < 20 ? 18 : 0;
    const d = `M${x0} ${from.y}Q${(x0 + x1) / 2 - aside} ${Math.min(from.y, to.y) - (aside > 0 ? 0 : bend)} ${x1} ${to.y}`;
    const path = s("path", { class: `bow ${kind}`, d });
    path.append(s("title", {}, `${cut(from.event.node.label, 60)} ${words} ${cut(to.event.node.label, 60)}`));
    return path;
  };
  return [...first.values()].flatMap((mark) => {
    const ends = (iris: readonly string[]) => iris.map((iri) => first.get(iri)).filter((found) => found !== undefined);
    return [
      ...ends(mark.event.motivatedBy).map((cause) => bow(mark, cause, "was motivated by", "cause")),
      ...ends(mark.event.partOf).map((whole) => bow(mark, whole, "was part of", "whole")),
    ];
  });
}
