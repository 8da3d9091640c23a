// What is known of the time of an event: days that are named, days that are counted from another, bounds, or nothing.

import type { EventRow, EventTime } from "../api";
import { dayOf, fullDay } from "./days";

/** A day the words name; a day counted from the day of publication; a stretch in which the day lies. */
export type Certainty = "stated" | "inferred" | "between";

export interface Period {
  from: number;
  to: number;
  certainty: Certainty;
  /** The bound that nobody gives. */
  open: "start" | "end" | null;
  text: string;
}

export interface Times {
  periods: Period[];
  published: number | null;
  /** Words of time that lead to no date. */
  unresolved: string[];
}

const known = new WeakMap<EventRow, Times>();

/** The same for the same event: the brush asks often. */
export function timesOf(event: EventRow): Times {
  const found = known.get(event) ?? read(event);
  known.set(event, found);
  return found;
}

function read(event: EventRow): Times {
  const periods = event.times.map(periodOf);
  return {
    periods: periods.filter((period) => period !== null).sort((a, b) => a.from - b.from || a.to - b.to),
    published: dayOf(event.published),
    unresolved: event.times.filter((_, index) => periods[index] === null).map((time) => time.text),
  };
}

function periodOf(time: EventTime): Period | null {
  const from = dayOf(time.earliest);
  const to = dayOf(time.latest);
  const known = from ?? to;
  if (known === null) return null;
  const open = from === null ? "start" : to === null ? "end" : null;
  const one = open === null && from === to;
  const certainty = !one ? "between" : time.status === "stated" ? "stated" : "inferred";
  return { from: from ?? known, to: Math.max(to ?? known, known), certainty, open, text: time.text };
}

/** When, in words for people who do not see the drawing. */
export function when(times: Times): string {
  if (times.periods.length > 0) return times.periods.map(periodInWords).join("; ");
  const words = times.unresolved.length > 0 ? `day not known (“${times.unresolved.join("”, “")}”)` : "day not stated";
  return times.published === null ? words : `${words}, published ${fullDay(times.published)}`;
}

function periodInWords({ from, to, certainty, open, text }: Period): string {
  if (certainty === "stated") return fullDay(from);
  if (certainty === "inferred") return `${fullDay(from)}, counted from “${text}”`;
  if (open === "end") return `on or after ${fullDay(from)}`;
  if (open === "start") return `on or before ${fullDay(to)}`;
  return `between ${fullDay(from)} and ${fullDay(to)}`;
}
