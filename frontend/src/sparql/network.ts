// An answer as a network: of a graph the two ends of each triple, of a table what its query joins by a triple.

import type { GraphEdge, GraphNode, Network } from "../api";
import type { Answer } from "./answer";
import type { Names } from "./names";
import { patterns } from "./scope";

/** Nodes beyond which no more are drawn. */
const MOST = 1_000;

/** Two columns that hang together, by their numbers, and how it is called. */
interface Join {
  from: number;
  to: number;
  label: string;
}

export function network(
  answer: Answer,
  query: string,
  columns: readonly number[],
  names: Names,
): { network: Network; cut: boolean } {
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
  const joined = answer.kind === "graph" ? [{ from: 0, to: 2, label: "" }] : joins(answer.columns, columns, query);
  for (const row of answer.rows) {
    const things = new Map(columns.map((column) => [column, row[column]?.type === "uri" ? row[column].value : null]));
    for (const [column, iri] of things) if (iri !== null && !add(iri)) things.set(column, null);
    for (const { from, to, label } of joined) {
      const [source, target] = [things.get(from) ?? null, things.get(to) ?? null];
      if (source === null || target === null) continue;
      const predicate = answer.kind === "graph" ? (row[1]?.value ?? "") : "";
      const key = JSON.stringify([source, predicate || label, target]);
      edges.set(key, edge(key, source, target, predicate, predicate ? names.of(predicate).label : label));
    }
  }
  return { network: { nodes: [...nodes.values()], edges: [...edges.values()] }, cut };
}

/** The columns that a triple of the query joins; a column that none joins hangs on the first one. */
function joins(names: readonly string[], columns: readonly number[], query: string): Join[] {
  const numbers = new Map(columns.flatMap((column) => ["?", "$"].map((sign) => [`${sign}${names[column]}`, column] as const)));
  const found: Join[] = [];
  for (const { subject, property, value } of patterns(query)) {
    const [from, to] = [numbers.get(subject), numbers.get(value)];
    if (from === undefined || to === undefined || from === to) continue;
    found.push({ from, to, label: property ?? `${names[from]} – ${names[to]}` });
  }
  const [first, ...others] = columns;
  for (const to of others) {
    if (first === undefined || found.some((join) => join.from === to || join.to === to)) continue;
    found.push({ from: first, to, label: `${names[first]} – ${names[to]}` });
  }
  return found;
}

function edge(key: string, source: string, target: string, predicate: string, label: string): GraphEdge {
  const unsaid = { fact: null, href: null, words: null, confidence: null, band: null, inferred: false, means: "linked in the answer" };
  return { key, source, target, predicate, label, ...unsaid };
}
