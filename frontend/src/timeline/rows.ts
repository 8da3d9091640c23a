// Where every event stands: rows by place, organisation or report, and in a row as many lanes as it takes that no two
// marks meet. Events without a date stand in a band of their own, in boxes at the day their report was published.

import type { EventRow } from "../api";
import { letters, written } from "../events";
import type { Scale } from "./scale";
import { type Times, timesOf } from "./times";

export type Grouping = "place" | "organization" | "report";

export interface Mark {
  event: EventRow;
  times: Times;
  left: number;
  right: number;
  y: number;
  /** How far its name may reach to the right. */
  room: number;
}

export interface Row {
  label: string;
  /** Its name is ours, not the data's: "no place named". */
  ours: boolean;
  top: number;
  height: number;
  marks: Mark[];
}

/** Events of reports of one day that give no day themselves. */
export interface Box {
  published: number | null;
  left: number;
  top: number;
  width: number;
  height: number;
  /** Where it ends with the names beside its marks. */
  reach: number;
  /** Where the day of publication is; null if it is not known. */
  x: number | null;
  marks: Mark[];
}

export interface Layout {
  rows: Row[];
  /** The top of the band "day not stated"; null if every event has a day. */
  band: number | null;
  boxes: Box[];
  height: number;
}

const LANE = 16;
export const DOT = 5;
const PAD = 4;
const NARROWEST = 8;
const TICK = 10;
/** What is drawn of a stretch whose other bound nobody gives. */
export const STUB_WIDTH = 30;
const BAND_HEAD = 18;
/** Of so few events without a day the names stand beside the marks. */
const FEW = 12;
const NAME = 150;
const MISSING: Record<Grouping, string> = {
  place: "no place named",
  organization: "no organisation named",
  report: "",
};

export function layoutOf(events: readonly EventRow[], by: Grouping, scale: Scale | null, left: number, right: number): Layout {
  const all = events.map((event) => ({ event, times: timesOf(event) }));
  const dated = scale === null ? [] : all.filter(({ times }) => times.periods.length > 0);
  const undated = scale === null ? all : all.filter(({ times }) => times.periods.length === 0);
  let top = 0;
  const rows: Row[] = [];
  if (scale !== null) {
    for (const [label, members] of grouped(dated, by)) {
      const marks = members.map(({ event, times }) => ({ event, times, ...extent(times, scale), y: 0, room: 0 }));
      const lanes = inLanes(marks, right);
      const height = lanes * LANE + PAD;
      for (const mark of marks) mark.y = top + PAD / 2 + (mark.y + 0.5) * LANE;
      rows.push({ label: label ?? MISSING[by], ours: label === null, top, height, marks });
      top += height;
    }
  }
  if (undated.length === 0) return { rows, band: null, boxes: [], height: top };
  const boxes = boxesOf(undated, scale, left, right, top + BAND_HEAD);
  return { rows, band: top, boxes, height: Math.max(...boxes.map((box) => box.top + box.height)) + PAD };
}

interface Timed {
  event: EventRow;
  times: Times;
}

/** Groups by name, in the order of their first days; an event with two places is in both groups. */
function grouped(timed: readonly Timed[], by: Grouping): [string | null, Timed[]][] {
  const groups = new Map<string | null, { name: string | null; members: Set<Timed> }>();
  const first = ({ times }: Timed) => times.periods[0]?.from ?? 0;
  for (const one of [...timed].sort((a, b) => first(a) - first(b))) {
    for (const name of namesOf(one.event, by)) {
      const key = name === null || by === "report" ? name : letters(name);
      const group = groups.get(key) ?? { name, members: new Set() };
      if (name !== null && group.name !== null) group.name = written(group.name, name);
      group.members.add(one);
      groups.set(key, group);
    }
  }
  const found = [...groups.values()].map(({ name, members }): [string | null, Timed[]] => [name, [...members]]);
  return found.sort(([a], [b]) => Number(a === null) - Number(b === null));
}

function namesOf(event: EventRow, by: Grouping): (string | null)[] {
  if (by === "report") return [event.node.report];
  const nodes = by === "place" ? event.places.map((place) => place.node) : event.organizations;
  return nodes.length === 0 ? [null] : [...new Set(nodes.map((node) => node.label))];
}

function extent(times: Times, scale: Scale): { left: number; right: number } {
  const ends = times.periods.flatMap(({ from, to, certainty, open }) => {
    if (certainty !== "between") return [scale.x(from + 0.5) - DOT - 1, scale.x(from + 0.5) + DOT + 1];
    return [scale.x(from) - (open === "start" ? STUB_WIDTH : 0), scale.x(to + 1) + (open === "end" ? STUB_WIDTH : 0)];
  });
  const left = Math.min(...ends);
  return { left, right: Math.max(left + NARROWEST, ...ends) };
}

/** Give each mark the first lane in which it fits (in `y`); returns the number of lanes. */
function inLanes(marks: Mark[], right: number): number {
  const lanes: Mark[] = [];
  for (const mark of marks.sort((a, b) => a.left - b.left)) {
    const free = lanes.findIndex((last) => last.right + 2 <= mark.left);
    mark.y = free === -1 ? lanes.length : free;
    const before = lanes[mark.y];
    if (before !== undefined) before.room = mark.left - before.right;
    mark.room = right - mark.right;
    lanes[mark.y] = mark;
  }
  return lanes.length;
}

function boxesOf(undated: readonly Timed[], scale: Scale | null, left: number, right: number, top: number): Box[] {
  const groups = new Map<number | null, Timed[]>();
  for (const one of undated) {
    const key = scale === null ? null : one.times.published;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const widest = Math.max(4, Math.floor(Math.min(240, right - left - 4) / TICK));
  const boxes: Box[] = [];
  const named = scale === null || undated.length <= FEW;
  for (const [published, members] of [...groups].sort(([a], [b]) => (a ?? -Infinity) - (b ?? -Infinity))) {
    // Without any day there is no axis: a list, with the names beside the marks.
    const columns = named ? 1 : Math.min(members.length, widest);
    const x = published === null || scale === null ? null : scale.x(published + 0.5);
    const width = columns * TICK + 8;
    const height = Math.ceil(members.length / columns) * LANE + PAD;
    const start = Math.min(x ?? left, right - width);
    const room = named ? Math.min(right - start - width, scale === null ? Infinity : NAME) : 0;
    const box: Box = { published, left: start, top, width, height, reach: start + width + room, x, marks: [] };
    box.top = freeTop(box, boxes, top);
    box.marks = members.map(({ event, times }, index) => {
      const at = box.left + 4 + (index % columns) * TICK;
      const y = box.top + PAD / 2 + (Math.floor(index / columns) + 0.5) * LANE;
      return { event, times, left: at, right: at + TICK, y, room };
    });
    boxes.push(box);
  }
  return boxes;
}

/** The highest place where a box meets none that stands already. */
function freeTop(box: Box, others: readonly Box[], top: number): number {
  const beside = others.filter((one) => one.left < box.reach + 4 && box.left < one.reach + 4);
  const tops = [top, ...beside.map((one) => one.top + one.height + 3)].sort((a, b) => a - b);
  const free = (at: number) => beside.every((one) => at >= one.top + one.height || at + box.height <= one.top);
  return tops.find(free) ?? top;
}
