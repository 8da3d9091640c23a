// What was read from the words that are selected, as a list to choose from.

import type { ThingSummary } from "../api";
import { bdi, h } from "../dom";
import type { Pane } from "../panes";
import type { Selected, Selection } from "../selection";

export interface Found {
  thing: ThingSummary;
  start: number;
  end: number;
}

const SHOWN = 30;

/** The list; null where the one thing that was read is what the card shows anyway. */
export function read(now: Selected, found: readonly Found[], selection: Selection, by: Pane): HTMLElement | null {
  const { words } = now;
  if (words === null) return null;
  if (found.length === 0) return now.iri === null ? h("p", { class: "quiet" }, "Nothing was read from these words.") : null;
  if (found.length === 1 && found[0]?.thing.iri === now.iri) return null;
  const items = found.slice(0, SHOWN).map(({ thing, start, end }) => {
    const chosen = thing.iri === now.iri;
    const choose = () => selection.set({ iri: thing.iri, words: { report: words.report, start, end } }, by);
    const button = h(
      "button",
      { type: "button", class: "choice", "aria-pressed": String(chosen), onclick: choose },
      h("span", { class: `kind k-${thing.hue}` }, thing.kindLabel),
      " ",
      bdi(thing.label, 90),
      thing.claimed ? h("span", { class: "tag" }, "only said") : null,
      thing.candidate ? h("span", { class: "tag" }, "not sure enough") : null,
    );
    return h("li", {}, button);
  });
  const more = found.length > SHOWN ? h("p", { class: "quiet" }, `and ${found.length - SHOWN} more`) : null;
  return h(
    "section",
    { class: "read-from", "aria-label": "What was read from these words" },
    h("h2", {}, "Read from these words"),
    h("ul", {}, ...items),
    more,
  );
}
