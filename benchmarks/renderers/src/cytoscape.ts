// cytoscape.js at its fastest: positions given, straight edges without arrows, no labels.

import cytoscape from "cytoscape";

import type { Generated } from "./graph";

export async function draw(stage: HTMLElement, { network, positions }: Generated): Promise<void> {
  const style: cytoscape.StylesheetJson = [
    { selector: "node", style: { width: 8, height: 8, "background-color": "#0f766e" } },
    { selector: "edge", style: { width: 1, "line-color": "#999", "curve-style": "haystack" } },
  ];
  const elements = {
    nodes: network.nodes.map(({ iri }, number) => ({ data: { id: iri }, position: positions[number] ?? { x: 0, y: 0 } })),
    edges: network.edges.map(({ key, source, target }) => ({ data: { id: key, source, target } })),
  };
  await new Promise<void>((resolve) => {
    const drawn = cytoscape({ container: stage, elements, style, layout: { name: "preset" } });
    drawn.one("render", () => resolve());
  });
}
