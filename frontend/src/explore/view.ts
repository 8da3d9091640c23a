// What Explore shows, as a value that never changes, and as a part of the address.

import { read, write } from "../address";

export interface View {
  /** The nodes that are shown, by IRI, in the order in which they came. None: the start. */
  readonly nodes: readonly string[];
  /** People linked by the events they were at, instead of everything. */
  readonly people: boolean;
  /** Things of all reports, instead of the nodes of each report. */
  readonly things: boolean;
  /** What "show more" brings: the rest of the community that was opened. The address does not hold it. */
  readonly rest: readonly string[];
}

export const START: View = { nodes: [], people: false, things: false, rest: [] };

/** Longer addresses are cut by mail programs and refused by some servers. */
const LONGEST = 6_000;

export const isStart = (view: View): boolean => view.nodes.length === 0 && !view.people;

export const sameView = (one: View, other: View): boolean =>
  one.people === other.people &&
  one.things === other.things &&
  one.nodes.length === other.nodes.length &&
  one.nodes.every((iri, index) => iri === other.nodes[index]);

/** A view with more nodes, each once. */
export const withNodes = (view: View, added: Iterable<string>): View => ({
  ...view,
  nodes: [...new Set([...view.nodes, ...added])],
});

export const without = (view: View, gone: ReadonlySet<string>): View => ({
  ...view,
  nodes: view.nodes.filter((iri) => !gone.has(iri)),
});

/** IRIs as the address writes them: those of reports without what they all begin with, those of things after a tilde. */
export class Shortener {
  readonly #start: string;
  readonly #things: string;

  constructor(base: string) {
    this.#start = `${base}report/`;
    this.#things = `${base}thing/`;
  }

  isThing(iri: string): boolean {
    return iri.startsWith(this.#things);
  }

  short(iri: string): string {
    if (this.isThing(iri)) return `~${iri.slice(this.#things.length)}`;
    return iri.startsWith(this.#start) ? iri.slice(this.#start.length) : iri;
  }

  long(name: string): string {
    if (name.startsWith("~")) return this.#things + name.slice(1);
    return /^[a-z][a-z0-9+.-]*:/i.test(name) ? name : this.#start + name;
  }
}

export function fromAddress(names: Shortener): View {
  const query = read();
  const nodes = query.getAll("nodes").map((name) => names.long(name));
  return { nodes: [...new Set(nodes)], people: query.has("people"), things: query.has("things"), rest: [] };
}

/** Write a view into the address; false if it is too long for one, which then holds none of it. */
export function toAddress(view: View, names: Shortener, push: boolean): boolean {
  const nodes = view.nodes.map((iri) => names.short(iri));
  const length = new URLSearchParams(nodes.map((name) => ["nodes", name])).toString().length;
  const fits = length + location.search.length <= LONGEST + currentNodes();
  write({ nodes: fits ? nodes : [], people: view.people ? "1" : undefined, things: view.things ? "1" : undefined }, push);
  return fits;
}

/** What the nodes of the present address take of it. */
function currentNodes(): number {
  const nodes = read().getAll("nodes");
  return new URLSearchParams(nodes.map((name) => ["nodes", name])).toString().length;
}
