// The network of a view, asked of the server once: what was shown a moment ago is not asked for again.

import type { EventRow, Network, People } from "../api";
import { among, events, people } from "../api";
import type { Projection } from "./people";
import { projection } from "./people";
import type { View } from "./view";

/** So many addresses go into one question. */
const ASKED = 100;

export const NOTHING: Network = { nodes: [], edges: [] };

export interface Drawn {
  network: Network;
  /** Of people linked by events: the links behind the edges. */
  people: Projection | null;
}

export class Source {
  #last: Network = NOTHING;
  #asked: ReadonlySet<string> = new Set();
  #people: People | null = null;

  async of(view: View): Promise<Drawn> {
    if (view.people) {
      this.#people ??= await people();
      const found = projection(this.#people, view.nodes);
      return { network: found.network, people: found };
    }
    if (view.nodes.length === 0) return { network: NOTHING, people: null };
    if (!view.nodes.every((iri) => this.#asked.has(iri))) {
      this.#last = await among(view.nodes);
      this.#asked = new Set(view.nodes);
    }
    return { network: part(this.#last, new Set(view.nodes)), people: null };
  }
}

function part(network: Network, nodes: ReadonlySet<string>): Network {
  return {
    nodes: network.nodes.filter(({ iri }) => nodes.has(iri)),
    edges: network.edges.filter(({ source, target }) => nodes.has(source) && nodes.has(target)),
  };
}

/** The events of what is drawn, in time and space; of the whole base where nothing is drawn. */
export async function eventsOf({ network, people: linked }: Drawn): Promise<EventRow[]> {
  if (network.nodes.length === 0 && linked === null) return (await events()).events;
  const links = linked === null ? [] : [...linked.links.values()];
  const shown = network.nodes.filter(({ kind }) => kind === "event");
  const iris = [...new Set([...shown, ...links.flatMap((link) => link.events)].map(({ iri }) => iri))];
  const rows: EventRow[] = [];
  for (let from = 0; from < iris.length; from += ASKED) {
    rows.push(...(await events({ iri: iris.slice(from, from + ASKED) })).events);
  }
  return rows;
}
