// The worker that finds communities (Louvain). The same links give the same communities: the dice are always thrown alike.

import Graph from "graphology";
import louvain from "graphology-communities-louvain";

export interface Links {
  count: number;
  edges: [number, number, number][];
}

addEventListener("message", ({ data }: MessageEvent<Links>) => {
  const graph = new Graph({ type: "undirected", multi: false, allowSelfLoops: false });
  for (const [one, other] of data.edges) {
    if (one === other) continue;
    graph.mergeNode(one);
    graph.mergeNode(other);
    graph.updateEdge(one, other, ({ weight = 0 }) => ({ weight: Number(weight) + 1 }));
  }
  const found = graph.order === 0 ? {} : louvain(graph, { rng: dice(), getEdgeWeight: "weight" });
  const communities = new Int32Array(data.count).fill(-1);
  for (const [node, community] of Object.entries(found)) communities[Number(node)] = community;
  postMessage(communities);
});

/** Numbers between 0 and 1 that look thrown and never differ (mulberry32). */
function dice(): () => number {
  let state = 20_260;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
