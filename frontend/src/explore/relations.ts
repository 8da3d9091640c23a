// What one can do with the selected node: each relation with its count before the click, steps out, folding, connecting.

import type { GraphNode, Relation } from "../api";
import { bdi, h } from "../dom";
import { KINDS } from "../kinds";

export interface RelationsOptions {
  expand: (relation?: string) => void;
  collapse: () => void;
  steps: (count: number) => void;
  connect: () => void;
  remove: () => void;
}

/** The chips of a node; `shown` says how many of a relation are in view already. */
export function relationChips(
  node: GraphNode,
  relations: readonly Relation[],
  shown: (relation: string) => number,
  options: RelationsOptions,
): HTMLElement {
  const chips = relations.map(({ key, label, count }) => {
    const all = shown(key) >= count;
    const told = all ? `${label} ${count}, all shown` : `${label} ${count}`;
    return h(
      "button",
      { type: "button", class: all ? "chip done" : "chip", "data-relation": key, "aria-label": told, onclick: () => options.expand(key) },
      label,
      h("b", {}, String(count)),
      all && h("span", { "aria-hidden": "true" }, "✓"),
    );
  });
  return h(
    "div",
    { class: "relations", role: "group", "aria-label": `On from ${node.label.slice(0, 80)}` },
    h("p", { class: "from" }, h("span", { class: `dot k-${KINDS[node.kind].hue}` }), h("strong", {}, bdi(node.label, 60))),
    ...chips,
    chips.length === 0 && h("span", { class: "quiet" }, "is linked with nothing"),
    chips.length > 0 && action("Next 10", "Enter", () => options.expand()),
    chips.length > 0 && h(
      "span",
      { class: "steps", role: "group", "aria-label": "Steps out" },
      ...[1, 2, 3].map((count) => action(`${count}`, `${count}`, () => options.steps(count), `${count} steps out from here`)),
      "steps out",
    ),
    chips.length > 0 && action("Fold", "Shift+Enter", options.collapse, "Take out what hangs on this alone"),
    chips.length > 0 && action("Connect with…", "c", options.connect),
    action("Take out", "Delete", options.remove),
  );
}

function action(label: string, key: string, run: () => void, title = ""): HTMLElement {
  return h("button", { type: "button", class: "small", title: title ? `${title} (${key})` : key, onclick: run }, label);
}
