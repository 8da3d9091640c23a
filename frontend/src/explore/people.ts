// People linked by the events they were both at: a network of persons whose edges are counted events.

import type { GraphEdge, Network, People, PersonLink } from "../api";
import { bdi, h } from "../dom";

export interface Projection {
  network: Network;
  /** How strong an edge is: the number of events, by the edge's key. */
  weights: Map<string, number>;
  links: Map<string, PersonLink>;
}

/** The people of a base; with nodes shown, those among them, or linked by an event among them. */
export function projection(people: People, shown: readonly string[]): Projection {
  const among = new Set(shown);
  const wanted = people.links.filter(
    ({ source, target, events }) =>
      among.size === 0 || (among.has(source) && among.has(target)) || events.some(({ iri }) => among.has(iri)),
  );
  const links = new Map(wanted.map((link) => [`events ${link.source} ${link.target}`, link]));
  const ends = new Set(wanted.flatMap(({ source, target }) => [source, target]));
  return {
    network: { nodes: people.nodes.filter(({ iri }) => ends.has(iri)), edges: [...links].map(edge) },
    weights: new Map([...links].map(([key, link]) => [key, link.events.length])),
    links,
  };
}

function edge([key, { source, target, events }]: [string, PersonLink]): GraphEdge {
  const label = events.length === 1 ? "was at 1 event with" : `was at ${events.length} events with`;
  const unsaid = { fact: null, href: null, words: null, confidence: null, band: null, inferred: false };
  return { key, source, target, predicate: "", label, ...unsaid, means: "both were at the same event" };
}

/** The events behind a link between two people. */
export function eventsPanel(
  link: PersonLink,
  people: Network,
  options: { select: (iri: string) => void; close: () => void },
): HTMLElement {
  const name = (iri: string): HTMLElement => bdi(people.nodes.find((node) => node.iri === iri)?.label ?? "", 80);
  const events = link.events.map((event) =>
    h("li", {}, h("button", { type: "button", class: "node-name k-event", onclick: () => options.select(event.iri) }, bdi(event.label, 120))),
  );
  return h(
    "section",
    { class: "panel", tabindex: -1, "aria-label": "Events of two people" },
    h("h2", {}, name(link.source), " and ", name(link.target), events.length === 1 ? " were both at" : ` were both at ${events.length} events`),
    h("ul", {}, ...events),
    h("button", { type: "button", class: "plain close", onclick: options.close }, "Close"),
  );
}
