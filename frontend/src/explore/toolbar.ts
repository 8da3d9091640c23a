// The bar over the network: undo and redo, the switch to people, more of a community, and how much is shown.

import { h } from "../dom";

export interface ToolbarOptions {
  start: () => void;
  undo: () => void;
  redo: () => void;
  people: () => void;
  more: () => void;
}

export interface ToolbarState {
  start: boolean;
  undoable: boolean;
  redoable: boolean;
  people: boolean;
  /** What "show more" would bring, and what is left then. */
  rest: number;
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
  const more = button("Show more", "", options.more);
  const told = h("span", { class: "told" });
  return {
    element: h(
      "div",
      { class: "bar", role: "toolbar", "aria-label": "What is shown" },
      start,
      undo,
      redo,
      people,
      more,
      told,
      h("span", { class: "end" }, ...ends),
    ),
    update(state) {
      start.disabled = state.start;
      undo.disabled = !state.undoable;
      redo.disabled = !state.redoable;
      people.setAttribute("aria-pressed", String(state.people));
      more.hidden = state.rest === 0;
      more.textContent = `Show ${Math.min(MORE, state.rest)} more of this group (${state.rest} left)`;
      told.textContent = state.told;
    },
  };
}

function button(label: string, title: string, run: () => void): HTMLButtonElement {
  return h("button", { type: "button", class: "plain", title, onclick: run }, label);
}
