// A scene as an SVG document, made from where its nodes are.

import type { GraphNode } from "../api";
import { cut, s } from "../dom";
import { KINDS } from "../kinds";
import { FONT, Labels } from "./labels";
import { DASHES } from "./overlay";
import { LOOK, palette, type Scene } from "./scene";
import { drawn } from "./shapes";
import { framed } from "./standalone";

/** The picture as SVG, made from where things are. */
export function asSVG(scene: Scene): SVGSVGElement {
  const [width, height, room] = [1200, 900, 60];
  const { left, top, width: wide, height: high } = scene.bounds();
  const scale = Math.min((width - 2 * room) / wide, (height - 2 * room) / high);
  const place = (i: number): [number, number] => [
    Math.round((((scene.x[i] ?? 0) - left - wide / 2) * scale + width / 2) * 10) / 10,
    Math.round((((scene.y[i] ?? 0) - top - high / 2) * scale + height / 2) * 10) / 10,
  ];
  const colours = palette();
  const lines = scene.edges.map((_, i) => {
    const [[x1, y1], [x2, y2]] = [place(scene.ends[2 * i] ?? 0), place(scene.ends[2 * i + 1] ?? 0)];
    const look = scene.edgeLook[i];
    return s("line", {
      x1, y1, x2, y2, stroke: colours.get(scene.hues[i] ?? "statement"),
      "stroke-dasharray": DASHES[scene.strokes[i] ?? "solid"].join(" ") || null,
      "stroke-width": (scene.width[i] ?? 1) + (look === LOOK.selected ? 3 : 0), opacity: look === LOOK.faded ? 0.15 : 0.6,
    });
  });
  const nodes = scene.order.map((i) => {
    const node = scene.nodes[i] as GraphNode;
    const { hue, shape } = KINDS[node.kind];
    const shown = drawn(shape, ...place(i), scene.size[i] ?? 4);
    const faded = scene.nodeLook[i] === LOOK.faded ? 0.2 : null;
    return s("g", { fill: colours.get(hue), opacity: faded }, s("title", {}, cut(node.label, 300)), shown);
  });
  const names = new Labels(scene).place({ width, height, swelling: 1, place }, measure);
  const labels = names.map(({ text, box: [x, y] }) => s("text", { x: Math.round(x), y: Math.round(y + 13) }, text));
  const text = {
    "font-family": "system-ui, sans-serif", "font-size": 13, fill: colours.get("ink"),
    stroke: colours.get("paper"), "stroke-width": 3, "paint-order": "stroke",
  };
  const svg = s("svg", {}, s("g", { fill: "none" }, ...lines), s("g", {}, ...nodes), s("g", text, ...labels));
  return framed(svg, width, height);
}

/** How wide a text is, in the font of the names. */
function measure(text: string): number {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (context === null) return 7 * text.length;
  context.font = FONT;
  return context.measureText(text).width;
}
