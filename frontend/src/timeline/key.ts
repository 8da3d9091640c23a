// What the marks of the timeline mean, in a sheet that a button opens.

import { h, s } from "../dom";
import { type Modality } from "../events";
import { hatching, shape } from "./marks";

let sheets = 0;

/** The button, and the sheet it opens. */
export function timelineKey(): HTMLElement[] {
  const id = `timeline-key-${(sheets += 1)}`;
  const rows: [SVGElement, string][] = [
    [dot("asserted", "stated"), "took place; the words name the day"],
    [dot("asserted", "inferred"), "the day is counted from the day of publication (“on Thursday”)"],
    [stretch(`${id}-hatching`), "on one of these days; open where nobody gives the bound"],
    [several(), "named on several days"],
    [dot("announced", "stated"), "announced"],
    [dot("wished", "stated"), "wished for"],
    [dot("negated", "stated"), "did not take place"],
    [sample(s("path", { class: "tick", d: "M14 2V14" })), "day not stated; it stands in a box at the day of publication"],
    [sample(s("path", { class: "bow cause", d: "M2 14Q14 -6 26 14" })), "was motivated by"],
    [sample(s("path", { class: "bow whole", d: "M2 14Q14 -6 26 14" })), "was part of"],
    [sample(s("path", { class: "cut", d: "M9 13l4 -10M15 13l4 -10" })), "days without events are left out"],
  ];
  const keys = h(
    "p",
    {},
    "On the bars: drag for a period; arrow keys move it, Shift with them makes it longer or shorter, Space plays, Escape ends it. On an event: arrow keys go to the next, Enter selects.",
  );
  const counted = h("p", {}, "A mark is what one report tells of an event: an event that three reports tell of has three marks.");
  const list = h("ul", {}, ...rows.map(([drawing, words]) => h("li", {}, drawing, words)));
  return [
    h("button", { type: "button", class: "plain", popovertarget: id }, "Key"),
    h("div", { id, popover: "auto", class: "timeline-key" }, h("h2", {}, "Key to the timeline"), counted, list, keys),
  ];
}

const sample = (...children: SVGElement[]): SVGElement =>
  s("svg", { class: "sample", width: 28, height: 16, "aria-hidden": "true" }, ...children);

const dot = (modality: Modality, certainty: string): SVGElement =>
  sample(s("g", { class: `when ${modality}` }, s("path", { class: `dot ${certainty}`, d: shape(modality, 14, 8) })));

const stretch = (id: string): SVGElement =>
  sample(hatching(id), s("g", { class: "between" }, s("path", { d: "M2 2H26V14H2Z", fill: `url(#${id})` })));

const several = (): SVGElement =>
  sample(
    s("g", { class: "when asserted" }, s("rect", { class: "bar", x: 5, y: 5, width: 18, height: 6, rx: 3 }),
      s("path", { class: "dot stated", d: shape("asserted", 6, 8) }), s("path", { class: "dot stated", d: shape("asserted", 22, 8) })),
  );
