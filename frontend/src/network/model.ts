// A network, indexed: what hangs together with what, and how a node and an edge are told in words.

import type { GraphEdge, GraphNode, Network } from "../api";
import { root } from "../api";
import { cut } from "../dom";
import { KINDS } from "../kinds";
import type { Selected } from "../selection";

/** Some nodes and edges of a network, by IRI and key. */
export interface Part {
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

export class Model {
  readonly nodes = new Map<string, GraphNode>();
  readonly edges = new Map<string, GraphEdge>();
  readonly #links = new Map<string, GraphEdge[]>();

  constructor(network: Network) {
    for (const node of network.nodes) this.nodes.set(node.iri, node);
    for (const edge of network.edges) {
      if (!this.nodes.has(edge.source) || !this.nodes.has(edge.target)) continue;
      this.edges.set(edge.key, edge);
    }
    for (const edge of this.edges.values()) {
      for (const end of new Set([edge.source, edge.target])) {
        const links = this.#links.get(end);
        if (links === undefined) this.#links.set(end, [edge]);
        else links.push(edge);
      }
    }
  }

  /** The edges at a node. */
  links(iri: string): readonly GraphEdge[] {
    return this.#links.get(iri) ?? [];
  }

  /** The node at the other end of an edge. */
  other(edge: GraphEdge, iri: string): GraphNode {
    return this.node(edge.source === iri ? edge.target : edge.source);
  }

  node(iri: string): GraphNode {
    const node = this.nodes.get(iri);
    if (node === undefined) throw new Error(`Not in this network: ${iri}`);
    return node;
  }

  /** “Ana Brook, person, 3 links” */
  nodeWords(node: GraphNode): string {
    const { length } = this.links(node.iri);
    return `${cut(node.label, 120)}, ${KINDS[node.kind].label}, ${length === 1 ? "1 link" : `${length} links`}`;
  }

  /** “Ana Brook holds the role co-chair: “…””, and what a line's look says. */
  edgeWords(edge: GraphEdge): string {
    const said = `${this.#name(edge.source)} ${edge.label} ${this.#name(edge.target)}`;
    const quoted = edge.words === null ? said : `${said}: “${cut(edge.words.exact, 160)}”`;
    const doubt = doubts(edge);
    return doubt === null ? quoted : `${quoted} (${doubt})`;
  }

  #name(iri: string): string {
    return cut(this.node(iri).label, 80);
  }

  /** What is selected, in this network. A fact stands for all its edges. */
  selected({ iri, edge }: Selected): Part {
    if (edge !== null) return { nodes: new Set(), edges: new Set(this.edges.has(edge) ? [edge] : []) };
    if (iri === null) return { nodes: new Set(), edges: new Set() };
    const edges = [...this.edges.values()].filter((one) => one.fact === iri);
    return { nodes: new Set(this.nodes.has(iri) ? [iri] : []), edges: new Set(edges.map((one) => one.key)) };
  }

  /** What stands out: what is named, the ends of an edge that is, and what links two nodes that are. */
  kept(named: ReadonlySet<string>): Part {
    const nodes = new Set([...this.nodes.keys()].filter((iri) => named.has(iri)));
    const edges = new Set<string>();
    for (const edge of this.edges.values()) {
      if (named.has(edge.key) || (named.has(edge.source) && named.has(edge.target))) edges.add(edge.key);
      if (named.has(edge.key)) nodes.add(edge.source).add(edge.target);
    }
    return { nodes, edges };
  }
}

/** Why an edge is not to be taken for a statement of the report. */
export function doubts(edge: GraphEdge): string | null {
  if (edge.inferred) return "nobody has decided this";
  return edge.band === "review" ? "not sure: to be reviewed" : null;
}

export type Stroke = "solid" | "dashed" | "dotted";

/** The look of its line. */
export const stroke = (edge: GraphEdge): Stroke =>
  edge.inferred ? "dashed" : edge.band === "review" ? "dotted" : "solid";

/** What its line means; a line that rests on no fact is never called said. */
export function meaning(edge: GraphEdge): string {
  if (edge.inferred) return "may be the same: nobody has decided";
  if (edge.band === "review") return "not sure, to be reviewed";
  return edge.means ?? (edge.fact === null ? "taken for the same" : "said in a report");
}

/** Where the words of an edge stand in the page of their report. */
export const wordsHref = ({ report, start, end }: { report: string; start: number; end: number }): string =>
  `${root}/report/${encodeURIComponent(report)}#char=${start},${end}`;
