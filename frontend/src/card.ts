// The card pane: what is selected, in words, each with its evidence.

import { h } from "./dom";
import type { Pane } from "./panes";
import type { Selection } from "./selection";

export function cardPane(_selection: Selection): Pane {
  return { element: h("aside", { class: "card-pane" }), focus: () => undefined };
}
