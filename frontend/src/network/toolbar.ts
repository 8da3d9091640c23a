// The toolbar of the network: which layout, how near.

import { h } from "../dom";
import type { LayoutName } from "../panes";

interface Deeds {
  layout(layout: LayoutName): void;
  zoom(by: number): void;
  fit(): void;
}

const LAYOUTS: readonly [LayoutName, string][] = [
  ["columns", "Columns"],
  ["force", "Force"],
  ["list", "List"],
];
let panes = 0;

export function toolbar(layout: LayoutName, deeds: Deeds): { element: HTMLElement; set(layout: LayoutName): void } {
  panes += 1;
  const name = `network-layout-${panes}`;
  const radios = LAYOUTS.map(([value, label]) => {
    const input = h("input", { type: "radio", name, value, checked: value === layout, onchange: () => chosen(value) });
    return { value, input, element: h("label", {}, input, h("span", {}, label)) };
  });
  const button = (sign: string, label: string, run: () => void): HTMLElement =>
    h("button", { type: "button", "aria-label": label, title: label, onclick: run }, sign);
  const sizes = h(
    "div",
    { class: "sizes", role: "group", "aria-label": "Size of the drawing" },
    button("−", "Smaller", () => deeds.zoom(0.8)),
    button("+", "Larger", () => deeds.zoom(1.25)),
    button("Fit", "Fit: show all of it", () => deeds.fit()),
  );
  const element = h(
    "div",
    { class: "network-bar" },
    h("fieldset", { class: "layouts" }, h("legend", { class: "hidden" }, "Layout"), ...radios.map((radio) => radio.element)),
    sizes,
  );
  const set = (value: LayoutName): void => {
    for (const radio of radios) radio.input.checked = radio.value === value;
    sizes.hidden = value === "list";
  };
  const chosen = (value: LayoutName): void => {
    set(value);
    deeds.layout(value);
  };
  set(layout);
  return { element, set };
}
