// An answer in time and space: its events as the server knows them, the events at its places, or its own rows.

import { events, type Coordinates, type EventRow, type EventTime, type GraphNode } from "../api";
import { ask, type Answer, type Term } from "./answer";
import type { Names } from "./names";
import { isDate, type Contents } from "./views";

/** Events that are shown, and asked for in one request. */
export const MOST = 500;
const AT_ONCE = 60;

export interface Happenings {
  events: EventRow[];
  cut: boolean;
}

export async function happenings(
  answer: Answer,
  held: Contents,
  names: Names,
  view: "map" | "timeline",
  signal: AbortSignal,
): Promise<Happenings> {
  const located = view === "map" && held.latitude !== null && held.longitude !== null;
  if (located || (held.events.length === 0 && view === "timeline")) return fromRows(answer, held, names);
  const found =
    held.events.length > 0
      ? iris(answer, held.events, (iri) => names.of(iri).kind === "event")
      : await heldAt(iris(answer, held.places, (iri) => names.of(iri).kind === "place").slice(0, MOST), signal);
  const rows: EventRow[] = [];
  for (let at = 0; at < Math.min(found.length, MOST); at += AT_ONCE) {
    rows.push(...(await events({ iri: found.slice(at, Math.min(at + AT_ONCE, MOST)) })).events);
  }
  return { events: rows, cut: found.length > MOST };
}

function iris({ rows }: Answer, columns: readonly number[], test: (iri: string) => boolean): string[] {
  const all = rows.flatMap((row) => columns.map((column) => row[column]));
  const found = all.flatMap((term) => (term?.type === "uri" && test(term.value) ? [term.value] : []));
  return [...new Set(found)];
}

/** The events at some places. */
async function heldAt(places: readonly string[], signal: AbortSignal): Promise<string[]> {
  const values = places.map((iri) => `<${iri}>`).join(" ");
  const query = `SELECT DISTINCT ?event WHERE { VALUES ?place { ${values} } ?event pe:place ?place ; a pe:Event } ORDER BY ?event`;
  const found = await ask(query, new URLSearchParams(), signal);
  return iris(found, [0], () => true);
}

/** Every row as something that happened, at the dates and the coordinates that stand in it. */
function fromRows(answer: Answer, held: Contents, names: Names): Happenings {
  const rows = answer.rows.slice(0, MOST).map((row, at) => fromRow(row, at, held, names));
  return {
    events: rows.filter((row) => row.times.length > 0 || row.places.length > 0),
    cut: answer.rows.length > MOST,
  };
}

function fromRow(row: readonly (Term | null)[], at: number, held: Contents, names: Names): EventRow {
  const thing = row.flatMap((term) => (term?.type === "uri" ? [names.node(term.value, at)] : [])).find((found) => found !== null);
  const words = row.find((term) => term?.type === "literal" && !isDate(term))?.value ?? `Row ${at + 1}`;
  // One thing may stand in many rows: every row has a name of its own, and leads to its thing.
  const node: GraphNode = thing ?? { iri: `row:${at}`, href: "#results", kind: "event", label: words, report: "", start: at };
  const coordinates = place(row, held);
  return {
    node,
    form: null,
    formLabel: null,
    modality: null,
    published: null,
    times: held.dates.flatMap((column) => (row[column] != null && isDate(row[column]) ? [time(row[column].value)] : [])),
    places: coordinates === null ? [] : [{ node, within: [], coordinates }],
    organizations: [],
    sizes: [],
    motivatedBy: [],
    partOf: [],
  };
}

function place(row: readonly (Term | null)[], { latitude, longitude }: Contents): Coordinates | null {
  const [north, east] = [latitude, longitude].map((column) => (column === null ? null : row[column]?.value));
  if (!north || !east || !Number.isFinite(Number(north)) || !Number.isFinite(Number(east))) return null;
  return { latitude: Number(north), longitude: Number(east), source: "this query", certain: true, radius: null };
}

function time(text: string): EventTime {
  const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  const month = /^\d{4}-\d\d/.exec(text)?.[0];
  const year = text.slice(0, 4);
  const last = month === undefined ? 31 : new Date(Date.UTC(Number(year), Number(month.slice(5)), 0)).getUTCDate();
  const earliest = day ?? `${month ?? `${year}-01`}-01`;
  return { text, earliest, latest: day ?? `${month ?? `${year}-12`}-${last}`, status: "stated", words: null };
}
