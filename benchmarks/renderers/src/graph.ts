// A graph that is the same on every run: communities, a few hubs, and 2 to 4 edges that every node sets out with.

import type { GraphEdge, GraphNode, Network, NodeKind } from "../../../frontend/src/api";

export interface Generated {
  network: Network;
  /** Where each node stands, by its number: a disc for each community, all discs on a disc. For those who need it. */
  positions: { x: number; y: number }[];
}

const KINDS: readonly NodeKind[] = ["person", "person", "event", "organization", "place", "role", "group"];
const MEMBERS = 50;
const ABROAD = 0.15;

export function generated(size: number, seed: number): Generated {
  const random = mulberry(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const nodes = Array.from({ length: size }, (_, number) => node(number, KINDS[below(KINDS.length)] ?? "person"));
  const edges: GraphEdge[] = [];
  for (let number = 0; number < size; number += 1) {
    for (let more = 2 + below(3); more > 0; more -= 1) {
      const first = number - (number % MEMBERS);
      // The square prefers small numbers: they become the hubs.
      const other = random() < ABROAD ? Math.floor(random() ** 2 * size) : first + below(Math.min(MEMBERS, size - first));
      if (other !== number) edges.push(edge(edges.length, iri(number), iri(other)));
    }
  }
  const discs = Math.ceil(size / MEMBERS);
  const positions = nodes.map((_, number) => {
    const disc = sunflower(Math.floor(number / MEMBERS), discs, 60 * Math.sqrt(size));
    const own = sunflower(number % MEMBERS, MEMBERS, 250);
    return { x: disc.x + own.x, y: disc.y + own.y };
  });
  return { network: { nodes, edges }, positions };
}

const iri = (number: number): string => `urn:node:${number}`;

function node(number: number, kind: NodeKind): GraphNode {
  return { iri: iri(number), href: "#", kind, label: `${kind} ${number}`, report: "generated", start: number };
}

function edge(number: number, source: string, target: string): GraphEdge {
  const plain = { fact: null, href: null, words: null, confidence: null, band: null, inferred: false };
  return { key: `urn:edge:${number}`, source, target, predicate: "urn:knows", label: "knows", ...plain };
}

/** Evenly spread over a disc: https://en.wikipedia.org/wiki/Fermat%27s_spiral */
function sunflower(number: number, of: number, radius: number): { x: number; y: number } {
  const distance = radius * Math.sqrt((number + 0.5) / of);
  const angle = number * Math.PI * (3 - Math.sqrt(5));
  return { x: distance * Math.cos(angle), y: distance * Math.sin(angle) };
}

/** Random numbers in [0, 1) that a seed determines. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
