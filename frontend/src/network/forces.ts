// The worker of the force layout: ForceAtlas2 for a fixed number of steps, so that the same network gives the same picture.

import iterate from "graphology-layout-forceatlas2/iterate";

export interface Task {
  x: Float32Array;
  y: Float32Array;
  ends: Uint32Array;
  weights: Float32Array;
  steps: number;
  /** Milliseconds between pictures on the way, if any are wanted. */
  every: number | null;
}

export interface Placed {
  x: Float32Array;
  y: Float32Array;
  done: boolean;
}

/** Numbers a node and an edge have in the rows of the library: x, y, four forces, mass, convergence, size, fixed. */
const [NODE, EDGE, MASS] = [10, 3, 6];

onmessage = ({ data }: MessageEvent<Task>) => {
  const { x, y, ends, weights, steps, every } = data;
  const nodes = new Float32Array(x.length * NODE);
  x.forEach((value, i) => nodes.set([value, y[i] ?? 0, 0, 0, 0, 0, 1, 1, 1, 0], i * NODE));
  const edges = new Float32Array(weights.length * EDGE);
  weights.forEach((weight, i) => {
    const [source, target] = [(ends[2 * i] ?? 0) * NODE, (ends[2 * i + 1] ?? 0) * NODE];
    edges.set([source, target, weight], i * EDGE);
    nodes[source + MASS] = (nodes[source + MASS] ?? 1) + weight;
    nodes[target + MASS] = (nodes[target + MASS] ?? 1) + weight;
  });
  const settings = {
    linLogMode: false, outboundAttractionDistribution: false, adjustSizes: false, edgeWeightInfluence: 1,
    scalingRatio: 10, strongGravityMode: true, gravity: 0.05, slowDown: 1 + Math.log(x.length),
    barnesHutOptimize: x.length > 1000, barnesHutTheta: 0.7,
  }; // as the library advises for a graph of this size
  let told = performance.now();
  for (let step = 1; step <= steps; step += 1) {
    iterate(settings, nodes, edges);
    if (step === steps) tell(nodes, true);
    else if (step === 10 || (every !== null && performance.now() - told > every)) {
      tell(nodes, false);
      told = performance.now();
    }
  }
};

function tell(nodes: Float32Array, done: boolean): void {
  const x = Float32Array.from({ length: nodes.length / NODE }, (_, i) => nodes[i * NODE] ?? 0);
  const y = Float32Array.from({ length: nodes.length / NODE }, (_, i) => nodes[i * NODE + 1] ?? 0);
  postMessage({ x, y, done } satisfies Placed, { transfer: [x.buffer, y.buffer] });
}
