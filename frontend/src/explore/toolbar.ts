// The bar over the network: undo and redo, the switch to people, more of a community, and how much is shown.

import { h } from "../dom";
import type { View } from "./view";
import { isStart } from "./view";

export interface ToolbarOptions {
  start: () => void;
  undo: () => void;
  redo: () => void;
  people: () => void;
  things: () => void;
  more: () => void;
}

export interface ToolbarState {
  view: View;
  undoable: boolean;
  redoable: boolean;
  told: string;
}

export interface Toolbar {
  readonly element: HTMLElement;
  update(state: ToolbarState): void;
}

export const MORE = 30;

export function toolbar(options: ToolbarOptions, ...ends: HTMLElement[]): Toolbar {
  const start = button("Start again", "Back to the groups, the largest events and the latest reports", options.start);
  const undo = button("Undo", "Ctrl+Z", options.undo);
  const redo = button("Redo", "Ctrl+Shift+Z", options.redo);
  const people = button("People linked by events", "People who were at the same events, linked (p)", options.people);
  const things = button("All reports together", "What several reports tell of is shown once (t)", options.things);
  const more = button("Show more", "More of the group that was opened", options.more);
  const told = h("span", { class: "amount" });
  return {
    element: h(
      "div",
      { class: "bar", role: "toolbar", "aria-label": "What is shown" },
      start,
      undo,
      redo,
      people,
      things,
      more,
      told,
      h("span", { class: "end" }, ...ends),
    ),
    update({ view, undoable, redoable, told: words }) {
      const rest = view.people ? 0 : view.rest.length;
      start.disabled = isStart(view);
      undo.disabled = !undoable;
      redo.disabled = !redoable;
      people.setAttribute("aria-pressed", String(view.people));
      things.setAttribute("aria-pressed", String(view.things));
      things.disabled = view.people;
      more.hidden = rest === 0;
      more.textContent = rest > MORE ? `Show ${MORE} of ${rest} more` : `Show ${rest} more`;
      told.textContent = words;
    },
  };
}

function button(label: string, title: string, run: () => void): HTMLButtonElement {
  return h("button", { type: "button", class: "plain", title, onclick: run }, label);
}
