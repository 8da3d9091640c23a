// An answer as a network: the things of a row hang together, and of a graph the two ends of each triple.

import type { GraphEdge, GraphNode, Network } from "../api";
import type { Answer } from "./answer";
import type { Names } from "./names";

/** Nodes beyond which no more are drawn. */
const MOST = 1_000;

export function network(answer: Answer, columns: readonly number[], names: Names): { network: Network; cut: boolean } {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  let cut = false;
  const add = (iri: string): boolean => {
    if (nodes.has(iri)) return true;
    const node = names.node(iri, nodes.size);
    if (node === null) return false;
    if (nodes.size >= MOST) cut = true;
    else nodes.set(iri, node);
    return nodes.has(iri);
  };
  for (const row of answer.rows) {
    const things = columns.map((column) => ({ column, term: row[column] })).filter(({ term }) => term?.type === "uri");
    const present = things.filter(({ term }) => add(term?.value ?? ""));
    for (const [at, { column, term }] of present.entries()) {
      const next = present[at + 1];
      if (next?.term == null || term == null) continue;
      const between = `${answer.columns[column]} – ${answer.columns[next.column]}`;
      const middle = answer.kind === "graph" ? row[1]?.value : undefined;
      const key = JSON.stringify([term.value, middle ?? between, next.term.value]);
      const label = middle === undefined ? between : names.of(middle).label;
      edges.set(key, edge(key, term.value, next.term.value, middle ?? "", label));
    }
  }
  return { network: { nodes: [...nodes.values()], edges: [...edges.values()] }, cut };
}

function edge(key: string, source: string, target: string, predicate: string, label: string): GraphEdge {
  const unsaid = { fact: null, href: null, words: null, confidence: null, band: null, inferred: false };
  return { key, source, target, predicate, label, ...unsaid };
}
