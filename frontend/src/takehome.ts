// The menu "Take it home": pictures and data of what is shown.

import { h } from "./dom";
import type { Shown } from "./panes";

export function takeHome(_shown: () => Shown): HTMLElement {
  return h("div", { class: "take-home" });
}
