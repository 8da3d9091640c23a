// What one can do with an item: the buttons, each with its key.

import type { Decision } from "../api";
import type { Act } from "../deciding/outbox";
import { h } from "../dom";
import type { Item } from "./queue";

export interface Choice {
  key: string;
  label: string;
  /** What is sent; null: it opens the form. */
  act: Act | null;
}

const VERDICTS: readonly [string, string, Decision["operation"] & ("same" | "different" | "unsure")][] = [
  ["s", "The same", "same"],
  ["d", "Different", "different"],
  ["u", "Unsure", "unsure"],
];

export function choices(item: Item): Choice[] {
  if (item.kind === "identity") {
    const [left, right] = [item.left.node.iri, item.right.node.iri];
    return VERDICTS.map(([key, label, judgement]) => ({ key, label, act: { judgement, left, right } }));
  }
  const about = item.thing.iri;
  return [
    { key: "y", label: "Right", act: { operation: "accept", about } },
    { key: "n", label: "Wrong", act: { operation: "reject", about } },
    { key: "e", label: "Correct…", act: null },
  ];
}

/** A button with its key beside it. */
export function button(label: string, key: string, run: () => void, look = ""): HTMLButtonElement {
  return h("button", { type: "button", class: look, onclick: run, "aria-keyshortcuts": key }, label, " ", h("kbd", { "aria-hidden": "true" }, key));
}

/** What is decided, in words. */
export function labelOf(item: Item, label: string): string {
  if (item.kind === "identity") return `${label}: ${item.left.node.label} and ${item.right.node.label}`;
  return `${label}: ${item.fact.parts.map(({ text }) => text).join(" ") || item.thing.label}`;
}
