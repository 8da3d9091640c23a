// What the shapes, colours and lines of a picture mean: only what there is in it.

import type { NodeKind } from "../api";
import { h, s } from "../dom";
import { KINDS } from "../kinds";
import { type Model, stroke } from "./model";
import { drawn } from "./shapes";

const STROKES = [
  ["solid", "said in a report"],
  ["dotted", "not sure, to be reviewed"],
  ["dashed", "may be the same: nobody has decided"],
] as const;

export function legend(model: Model): HTMLElement {
  const kinds = new Set([...model.nodes.values()].map((node) => node.kind));
  const strokes = new Set([...model.edges.values()].map(stroke));
  const shapes = ([...Object.keys(KINDS)] as NodeKind[]).filter((kind) => kinds.has(kind));
  return h(
    "ul",
    { class: "legend", "aria-label": "What shapes and lines mean" },
    ...shapes.map((kind) => item(KINDS[kind].label, `k-${KINDS[kind].hue}`, s("g", { class: "glyph" }, drawn(KINDS[kind].shape, 12, 8, 5.5)))),
    ...STROKES.filter(([name]) => strokes.has(name)).map(([name, label]) =>
      item(label, `edge k-statement ${name}`, s("path", { class: "line", d: "M0,8H24" })),
    ),
  );
}

function item(label: string, name: string, sign: SVGElement): HTMLElement {
  return h("li", {}, s("svg", { class: name, width: 24, height: 16, "aria-hidden": "true" }, sign), ` ${label}`);
}
