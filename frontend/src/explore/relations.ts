// What one can do with the selected node: each relation with its count before the click, steps out, folding, connecting.

import type { GraphNode, Relation } from "../api";
import { bdi, h } from "../dom";
import { KINDS } from "../kinds";

export interface RelationsOptions {
  /** How many of a relation are in view already. */
  shown: (relation: string) => number;
  /** Bring the node itself into view; null if it is there. */
  add: (() => void) | null;
  expand: (relation?: string) => void;
  fold: () => void;
  out: (steps: number) => void;
  connect: () => void;
  remove: () => void;
}

export function relationChips(node: GraphNode, relations: readonly Relation[], options: RelationsOptions): HTMLElement {
  const { add } = options;
  return h(
    "div",
    { class: "relations", role: "group", "aria-label": `On from ${node.label.slice(0, 80)}` },
    h("p", { class: "from" }, h("span", { class: `dot k-${KINDS[node.kind].hue}` }), h("strong", {}, bdi(node.label, 60))),
    add !== null && action("Show in the network", "add", add, "Bring it into the network, with ten that are linked with it"),
    ...relations.map((relation) => chip(relation, options)),
    relations.length === 0 && h("span", { class: "quiet" }, "is linked with nothing"),
    ...(relations.length > 0 && add === null ? walking(options) : []),
    add === null && action("Take out", "remove", options.remove, "Take it out of the network (Delete)"),
  );
}

function chip({ key, label, count }: Relation, { shown, expand }: RelationsOptions): HTMLElement {
  const all = shown(key) >= count;
  const attributes = { type: "button", class: all ? "chip done" : "chip", "data-name": key, onclick: () => expand(key) };
  return h(
    "button",
    { ...attributes, title: all ? "all of them are shown" : "bring the next ten of them" },
    label,
    h("b", {}, ` ${count}`),
    all && h("span", { "aria-hidden": "true" }, "✓"),
    all && h("span", { class: "hidden" }, ", all shown"),
  );
}

function walking({ expand, fold, out, connect }: RelationsOptions): HTMLElement[] {
  const steps = [1, 2, 3].map((count) =>
    action(String(count), `out ${count}`, () => out(count), `What lies up to ${count} steps out from here (${count})`),
  );
  return [
    action("Next 10", "next", () => expand(), "The next ten that are linked with it (Enter)"),
    action("Fold", "fold", fold, "Take out what hangs on this alone (Shift+Enter)"),
    h("span", { class: "steps", role: "group", "aria-label": "Steps out" }, ...steps, "steps out"),
    action("Connect with…", "connect", connect, "Find ways from here to another thing (c)"),
  ];
}

function action(label: string, name: string, run: () => void, title: string): HTMLElement {
  return h("button", { type: "button", class: "small", "data-name": name, title, onclick: run }, label);
}
