// vis-network at its fastest: positions given, no physics, straight edges without arrows, no labels.

import { DataSet, Network } from "vis-network/standalone";

import type { Generated } from "./graph";

export async function draw(stage: HTMLElement, { network, positions }: Generated): Promise<void> {
  const data = {
    nodes: new DataSet(network.nodes.map(({ iri }, number) => ({ id: iri, ...positions[number] }))),
    edges: new DataSet(network.edges.map(({ key, source, target }) => ({ id: key, from: source, to: target }))),
  };
  const options = {
    physics: false,
    layout: { improvedLayout: false },
    nodes: { shape: "dot", size: 4, color: "#0f766e" },
    edges: { smooth: false, width: 1, color: { color: "#999", inherit: false } },
    interaction: { dragNodes: false, hover: false },
  };
  await new Promise<void>((resolve) => {
    const drawn = new Network(stage, data, options);
    drawn.once("afterDrawing", () => resolve());
    drawn.fit({ animation: false });
  });
}
