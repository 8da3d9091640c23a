// The map pane.

import { h } from "./dom";
import type { EventsOptions, EventsPane } from "./panes";
import type { Selection } from "./selection";

export function mapPane(_selection: Selection, _options: EventsOptions = {}): EventsPane {
  return { element: h("div", { class: "map-pane" }), show: () => undefined, focus: () => undefined };
}
