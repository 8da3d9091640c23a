// What was read from which words: marks of the text, things, and the edges of its sentences.

import type { GraphEdge, ReportData, ThingSummary } from "../api";
import type { Piece, Stretch } from "./pieces";

export interface Reading {
  thing: ThingSummary;
  start: number;
  end: number;
}

/** What has a name, rather than being said of something. */
export const ENTITIES: ReadonlySet<string> = new Set(["person", "organization", "place", "group", "delegation", "unnamed"]);

export class Readings {
  readonly #things: ReadonlyMap<string, ThingSummary>;
  readonly #marks: readonly Reading[];

  constructor(private readonly data: ReportData) {
    this.#things = new Map(data.things.map((thing) => [thing.iri, thing]));
    this.#marks = data.marks.flatMap(({ start, end, thing }) => {
      const found = this.#things.get(thing);
      return found === undefined ? [] : [{ thing: found, start, end }];
    });
  }

  thing(iri: string): ThingSummary | undefined {
    return this.#things.get(iri);
  }

  /** What was read from words that meet a stretch, each once: the closest fit first, and what is stated before the rest. */
  from([start, end]: Stretch): Reading[] {
    const met = this.#marks.filter((mark) => mark.start < end && start < mark.end);
    met.sort((a, b) => doubt(a) - doubt(b) || misfit(a, start, end) - misfit(b, start, end) || a.start - b.start);
    const seen = new Set<string>();
    return met.filter(({ thing }) => !seen.has(thing.iri) && seen.add(thing.iri));
  }

  /** The person, body or place that exactly these words name. */
  named([start, end]: Stretch): ThingSummary | undefined {
    const marks = this.#marks.filter((mark) => mark.start === start && mark.end === end);
    return marks.find(({ thing }) => ENTITIES.has(thing.kind))?.thing;
  }

  /** The words that support a thing. */
  wordsOf(iri: string): Stretch[] {
    return this.#marks.filter(({ thing }) => thing.iri === iri).map(({ start, end }): Stretch => [start, end]);
  }

  /** The edges whose words meet a stretch. */
  edges([start, end]: Stretch): GraphEdge[] {
    return this.data.network.edges.filter(({ words }) => words !== null && words.start < end && start < words.end);
  }
}

const doubt = ({ thing }: Reading): number => (thing.candidate ? 2 : thing.claimed ? 1 : 0);
const misfit = (mark: Reading, start: number, end: number): number =>
  Math.abs(mark.start - start) + Math.abs(mark.end - end);

/** The sentence that a piece begins in, by the rules of its language. */
export function sentenceOf(piece: Piece, language: string | null): Stretch {
  const block = piece.element.closest<HTMLElement>("[data-end]");
  const text = block?.textContent ?? "";
  const blockStart = Number(block?.dataset["end"] ?? 0) - [...text].length;
  let start = blockStart;
  for (const { segment } of new Intl.Segmenter(known(language), { granularity: "sentence" }).segment(text)) {
    const end = start + [...segment].length;
    if (piece.start < end) return [start, end];
    start = end;
  }
  return [piece.start, piece.end];
}

/** A language that the browser can take; what a report says of itself may be anything. */
function known(language: string | null): string | undefined {
  try {
    return language === null ? undefined : Intl.getCanonicalLocales(language)[0];
  } catch {
    return undefined;
  }
}
