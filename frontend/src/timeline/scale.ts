// Days to pixels. Long stretches without any event are cut out, so that one event of 1977 does not press all others
// into a corner; each cut is drawn, and on both sides of it a day may have another width.

import { dateOf, dayAt, shortDay, shortFullDay, shortMonth, weekday, yearOnly } from "./days";

/** Days that are drawn without a break: from the morning of the first to the evening of the last. */
export interface Segment {
  from: number;
  /** The day after the last. */
  to: number;
  left: number;
  right: number;
}

/** A bar of the histogram, and a step of the brush. */
export interface Bin {
  from: number;
  /** The last day of it. */
  to: number;
  left: number;
  right: number;
}

export interface Tick {
  x: number;
  label: string;
}

export interface Scale {
  segments: Segment[];
  /** The x of the morning of a day. */
  x: (day: number) => number;
  bins: Bin[];
  ticks: Tick[];
}

type Stretch = readonly [from: number, to: number];

const CUT = 26;
const LONG = 60;
const MOST_CUTS = 4;
const LABEL = 84;
const BAR = 5;

/** A scale for these stretches of days between two pixels; null if there are none. */
export function scaleOf(stretches: readonly Stretch[], left: number, right: number): Scale | null {
  if (stretches.length === 0) return null;
  const parts = split(merged(stretches), MOST_CUTS);
  const weights = parts.map((part) => weight(part, stretches));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const room = Math.max(right - left - CUT * (parts.length - 1), 1);
  let at = left;
  const segments = parts.map((part, index) => {
    const width = (room * (weights[index] ?? 1)) / total;
    const segment = { ...padded(part), left: at, right: at + width };
    at += width + CUT;
    return segment;
  });
  return { segments, x: (day) => interpolated(segments, day), bins: segments.flatMap(binsOf), ticks: ticksOf(segments) };
}

/** Sorted, and joined where they touch. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const found: [number, number][] = [];
  for (const [from, to] of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

/** Cut at the longest gap as long as it is long, and long beside the whole. */
function split(stretches: Stretch[], cuts: number): Stretch[] {
  const first = stretches[0];
  const last = stretches.at(-1);
  if (first === undefined || last === undefined) return [];
  const gaps = stretches.slice(1).map((next, index) => next[0] - (stretches[index]?.[1] ?? next[0]));
  const longest = Math.max(0, ...gaps);
  if (cuts === 0 || longest < LONG || longest < (last[1] - first[0]) / 4) return [[first[0], last[1]]];
  const at = gaps.indexOf(longest) + 1;
  const before = split(stretches.slice(0, at), cuts - 1);
  return [...before, ...split(stretches.slice(at), cuts - before.length)];
}

function weight([from, to]: Stretch, stretches: readonly Stretch[]): number {
  const inside = stretches.filter((one) => one[0] >= from && one[1] <= to).length;
  return Math.log2(2 + to - from) * (1 + Math.log2(1 + inside));
}

function padded([from, to]: Stretch): { from: number; to: number } {
  const margin = Math.max(1, Math.round((to - from) * 0.03));
  return { from: from - margin, to: to + 1 + margin };
}

function interpolated(segments: readonly Segment[], day: number): number {
  const knots = segments.flatMap(({ from, to, left, right }) => [
    [from, left],
    [to, right],
  ]) as [number, number][];
  const next = Math.min(Math.max(knots.findIndex(([at]) => at >= day), 1), knots.length - 1);
  const after = day > (knots.at(-1)?.[0] ?? day) ? knots.length - 1 : next;
  const [from, left] = knots[after - 1] ?? [0, 0];
  const [to, right] = knots[after] ?? [1, 1];
  return left + ((day - from) * (right - left)) / Math.max(to - from, 1);
}

function binsOf({ from, to, left, right }: Segment): Bin[] {
  const perDay = (right - left) / (to - from);
  const size = [1, 2, 7, 14, 30, 91, 365, 3650].find((days) => days * perDay >= BAR) ?? 36500;
  const bins: Bin[] = [];
  for (let day = from; day < to; day += size) {
    const end = Math.min(day + size, to);
    bins.push({ from: day, to: end - 1, left: left + (day - from) * perDay, right: left + (end - from) * perDay });
  }
  return bins;
}

function ticksOf(segments: readonly Segment[]): Tick[] {
  const ticks: Tick[] = [];
  for (const segment of segments) {
    const perDay = (segment.right - segment.left) / (segment.to - segment.from);
    const found = labelled(segment, perDay).map(({ day, label }) => ({ x: segment.left + (day - segment.from) * perDay, label }));
    for (const tick of found) {
      const last = ticks.at(-1);
      if (last === undefined || tick.x - last.x >= LABEL * 0.8) ticks.push(tick);
    }
  }
  return ticks;
}

/** Days of a segment that get a label: its days, Mondays, first days of months or of years, as there is room. */
function labelled({ from, to }: Segment, perDay: number): { day: number; label: string }[] {
  const days = [1, 2, 7, 14].find((step) => step * perDay >= LABEL);
  if (days !== undefined) {
    const first = days >= 7 ? from + ((7 - weekday(from)) % 7) : from + 1;
    const found = range(first, to - 1, days);
    return (found.length > 0 ? found : [from + 1]).map((day, index) => ({
      day: day + 0.5,
      label: index === 0 ? shortFullDay(day) : shortDay(day),
    }));
  }
  const months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((step) => step * 30.4 * perDay >= LABEL) ?? 12000;
  const start = dateOf(from);
  const first = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + 1) / months) * months;
  const last = dateOf(to).getUTCFullYear() * 12 + dateOf(to).getUTCMonth();
  const found = range(first, last + 1, months)
    .map((month) => dayAt(Math.floor(month / 12), ((month % 12) + 12) % 12, 1))
    .filter((day) => day !== null)
    .filter((day) => day < to);
  const label = months >= 12 ? yearOnly : shortMonth;
  return found.length > 0
    ? found.map((day) => ({ day, label: label(day) }))
    : [{ day: (from + to) / 2, label: shortMonth(Math.floor((from + to) / 2)) }];
}

function range(from: number, to: number, step: number): number[] {
  const found: number[] = [];
  for (let at = from; at < to; at += step) found.push(at);
  return found;
}
