// What the shapes, colours and lines of a picture mean: only what there is in it.

import type { NodeKind } from "../api";
import { h, s } from "../dom";
import { KINDS } from "../kinds";
import { meaning, type Model, stroke } from "./model";
import { drawn } from "./shapes";

const STROKES = ["solid", "dotted", "dashed"] as const;

export function legend(model: Model): HTMLElement {
  const kinds = new Set([...model.nodes.values()].map((node) => node.kind));
  const lines = new Map(STROKES.map((name) => [name, new Set<string>()]));
  for (const edge of model.edges.values()) lines.get(stroke(edge))?.add(meaning(edge));
  const shapes = ([...Object.keys(KINDS)] as NodeKind[]).filter((kind) => kinds.has(kind));
  return h(
    "ul",
    { class: "legend", "aria-label": "What shapes and lines mean" },
    ...shapes.map((kind) => item(KINDS[kind].label, `k-${KINDS[kind].hue}`, s("g", { class: "glyph" }, drawn(KINDS[kind].shape, 12, 8, 5.5)))),
    ...[...lines]
      .filter(([, meanings]) => meanings.size > 0)
      .map(([name, meanings]) =>
        item([...meanings].sort().join(", or "), `edge k-statement ${name}`, s("path", { class: "line", d: "M0,8H24" })),
      ),
  );
}

function item(label: string, name: string, sign: SVGElement): HTMLElement {
  return h("li", {}, s("svg", { class: name, width: 24, height: 16, "aria-hidden": "true" }, sign), ` ${label}`);
}
