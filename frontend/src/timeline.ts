// The timeline pane.

import { h } from "./dom";
import type { EventsOptions, EventsPane } from "./panes";
import type { Selection } from "./selection";

export function timelinePane(_selection: Selection, _options: EventsOptions = {}): EventsPane {
  return { element: h("div", { class: "timeline-pane" }), show: () => undefined, focus: () => undefined };
}
