// An event in words, and what it has to do with what is selected; for the panes that show events.

import type { EventRow } from "./api";
import { cut } from "./dom";
import { timesOf, when } from "./timeline/times";

export type Modality = "asserted" | "announced" | "wished" | "negated";

/** How the report puts it; only what is asserted happened. */
export function modalityOf(event: EventRow): Modality {
  if (event.modality === "future") return "announced";
  return event.modality === "wished" || event.modality === "negated" ? event.modality : "asserted";
}

const MODALITY_WORDS: Record<Modality, string> = {
  asserted: "took place",
  announced: "announced",
  wished: "wished for",
  negated: "did not take place",
};

/** “rally, Hasakah, 3 May 2021, about 500”: what a screen reader says, and what a mark shows when it is pointed at. */
export function inWords(event: EventRow): string {
  const modality = modalityOf(event);
  const label = cut(event.node.label, 120);
  return [
    label,
    modality !== "asserted" && !label.includes(MODALITY_WORDS[modality]) && MODALITY_WORDS[modality],
    ...event.places.map((place) => cut(place.node.label, 60)),
    when(timesOf(event)),
    ...event.sizes.map((size) => cut(size, 60)),
  ]
    .filter(Boolean)
    .join(", ");
}

/** Whether a selected thing is the event, its place or an organisation that was there. */
export function touches(event: EventRow, iri: string | null): boolean {
  return (
    event.node.iri === iri ||
    event.places.some((place) => place.node.iri === iri) ||
    event.organizations.some((organization) => organization.iri === iri)
  );
}

/** A name as it is compared where many reports stand together: a dateline writes it in capitals. */
export const letters = (name: string): string => name.toLocaleLowerCase("en");

/** Of two writings of one name the one that is not all in capitals. */
export const written = (name: string, other: string): string => (name === name.toLocaleUpperCase("en") ? other : name);

export const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
