// The start: communities as circles, and beside them what the server put on the page: large events, latest reports.

import { h } from "../dom";
import type { Base } from "./base";
import type { Community } from "./communities";
import { circles, communities } from "./communities";

export interface StartOptions {
  open: (community: Community) => void;
  /** A large event was chosen. */
  pick: (iri: string) => void;
}

/** The start page of the middle pane; the communities come when the base is there. */
export function startPanel(lists: HTMLElement | null, base: Promise<Base>, options: StartOptions): HTMLElement {
  const room = h("div", { class: "communities" }, h("p", { class: "quiet", role: "status" }, "Finding what belongs together…"));
  const element = h(
    "div",
    { class: "start-panel" },
    h("section", {}, h("h2", {}, "What belongs together"), explained(), room),
    lists,
  );
  for (const link of lists?.querySelectorAll<HTMLAnchorElement>("a[data-iri]") ?? []) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      options.pick(link.dataset["iri"] ?? "");
    });
  }
  void fill(room, base, options.open);
  return element;
}

function explained(): HTMLElement {
  return h(
    "p",
    { class: "quiet" },
    "Each circle is a group of events, people, places and organisations that are linked with each other more than with others: how many things, and the best linked. Open one to see its strongest thirty.",
  );
}

async function fill(room: HTMLElement, base: Promise<Base>, open: (community: Community) => void): Promise<void> {
  try {
    const loaded = await base;
    const found = await communities(loaded);
    const { reports, shown } = loaded.packed;
    const part = shown < reports ? h("p", { class: "quiet" }, `Of the latest ${shown} of ${reports} reports.`) : null;
    const width = room.clientWidth || 700;
    const size = { width, height: Math.max(420, innerHeight * 0.6) };
    const none = found.found.length === 0;
    room.replaceChildren(none ? h("p", {}, "Nothing is linked with anything yet.") : circles(found, size, open));
    if (part !== null) room.append(part);
  } catch {
    room.replaceChildren(h("p", { class: "warning", role: "alert" }, "The groups could not be found. The search works all the same."));
  }
}
