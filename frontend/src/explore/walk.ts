// From nodes to their neighbours: what the next step brings into view, and what folding takes out of it.

import type { GraphEdge, Network } from "../api";
import { neighbours } from "../api";

const NEXT = 10;
const PAGE = 50;

/** The next ten neighbours of a node that are not shown yet, of one relation or of all; and how many there are in all. */
export async function next(
  iri: string,
  shown: ReadonlySet<string>,
  relation?: string,
): Promise<{ nodes: string[]; total: number }> {
  const found = new Set<string>();
  for (let offset = 0; ; offset += PAGE) {
    const page = await neighbours(iri, { ...(relation === undefined ? {} : { relation }), offset, limit: PAGE });
    for (const node of page.network.nodes) if (node.iri !== iri && !shown.has(node.iri)) found.add(node.iri);
    if (found.size >= NEXT || offset + PAGE >= page.total) return { nodes: [...found].slice(0, NEXT), total: page.total };
  }
}

/** What hangs on a node alone: its neighbours that are linked with nothing else. */
export function leaves(network: Network, iri: string): ReadonlySet<string> {
  const others = new Map<string, Set<string>>();
  const note = (one: string, other: string): void => {
    const known = others.get(one) ?? new Set();
    others.set(one, known.add(other));
  };
  for (const { source, target } of network.edges) {
    note(source, target);
    note(target, source);
  }
  const near = [...(others.get(iri) ?? [])].filter((node) => node !== iri);
  return new Set(near.filter((node) => [...(others.get(node) ?? [])].every((other) => other === iri)));
}

/** Some nodes with what is next to them: what stands out while all else fades. */
export function withNear(network: Network, nodes: ReadonlySet<string>): ReadonlySet<string> {
  const kept = new Set(nodes);
  for (const edge of network.edges) {
    if (!nodes.has(edge.source) && !nodes.has(edge.target)) continue;
    kept.add(edge.key).add(edge.source).add(edge.target);
  }
  return kept;
}

/** How many edges of a relation of a node are shown; a relation is "out pe:place", "in pe:speaker", "same" or "maybe". */
export function shownOf(network: Network, iri: string, relation: string): number {
  return network.edges.filter((edge) => isOf(edge, iri, relation)).length;
}

function isOf(edge: GraphEdge, iri: string, relation: string): boolean {
  if (relation === "same" || relation === "maybe") {
    return edge.key.startsWith(`${relation} `) && (edge.source === iri || edge.target === iri);
  }
  const [way, name = ""] = relation.split(" ");
  const local = name.split(":").at(-1) ?? "";
  return (way === "out" ? edge.source : edge.target) === iri && edge.predicate.split(/[#/]/).at(-1) === local;
}
