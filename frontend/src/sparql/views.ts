// In which ways an answer can be shown, by what its columns hold.

import { read } from "../address";
import type { Answer, Term } from "./answer";
import type { Names } from "./names";

const VIEWS = ["table", "graph", "map", "timeline"] as const;
export type View = (typeof VIEWS)[number];

/** What the columns of an answer hold, by their numbers. */
export interface Contents {
  nodes: number[];
  events: number[];
  places: number[];
  dates: number[];
  latitude: number | null;
  longitude: number | null;
}

const DATES = new Set(["date", "dateTime", "gYear", "gYearMonth"].map((name) => `http://www.w3.org/2001/XMLSchema#${name}`));
const READ = 1_000;

export function contents({ columns, rows }: Answer, names: Names): Contents {
  const holds = (test: (term: Term) => boolean): number[] =>
    [...columns.keys()].filter((column) => rows.slice(0, READ).some((row) => row[column] != null && test(row[column])));
  const kind = (term: Term) => (term.type === "uri" ? names.of(term.value).kind : null);
  const called = (pattern: RegExp, most: number): number | null => {
    const numbers = holds((term) => term.type === "literal" && Math.abs(Number(term.value)) <= most && term.value.trim() !== "");
    return numbers.find((column) => pattern.test(columns[column] ?? "")) ?? null;
  };
  return {
    nodes: holds((term) => kind(term) !== null),
    events: holds((term) => kind(term) === "event"),
    places: holds((term) => kind(term) === "place"),
    dates: holds(isDate),
    latitude: called(/^lat/i, 90),
    longitude: called(/^(lon|lng)/i, 180),
  };
}

export const isDate = (term: Term): boolean => DATES.has(term.datatype ?? "") && /^\d{4}/.test(term.value);

/** The views that have something to show. */
export function offered(answer: Answer, held: Contents): View[] {
  if (answer.kind === "truth") return [];
  const located = held.latitude !== null && held.longitude !== null;
  return VIEWS.filter((view) => {
    if (view === "graph") return held.nodes.length > 1;
    if (view === "map") return located || held.events.length + held.places.length > 0;
    return view === "table" || held.events.length + held.dates.length > 0;
  });
}

/** The view that is asked for: by the address, else by a comment in the query, `#view:map` as Wikidata has it. */
export function wished(query: string): View {
  const comment = /^[ \t]*#[ \t]*(?:view|defaultView)[ \t]*:[ \t]*(\w+)/im.exec(query)?.[1]?.toLowerCase();
  return [read().get("view"), comment].map((name) => VIEWS.find((view) => view === name)).find(Boolean) ?? "table";
}
