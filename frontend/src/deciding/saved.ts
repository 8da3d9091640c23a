// What was saved, told once the page was loaded again: a line with a way back, until it is closed.

import { announce } from "../announce";
import { h } from "../dom";

interface Saved {
  said: string;
  /** The decision; null: one was taken back. */
  decision: string | null;
}

const KEY = "saved decision";

/** Load the page again, and tell afterwards what was done. */
export function reload(saved: Saved): void {
  sessionStorage.setItem(KEY, JSON.stringify(saved));
  location.reload();
}

/** Tell what was done before the page was loaded again. */
export function tellSaved(back: (decision: string) => void): void {
  const kept = sessionStorage.getItem(KEY);
  if (kept === null) return;
  sessionStorage.removeItem(KEY);
  const { said, decision } = JSON.parse(kept) as Saved;
  const line: HTMLElement = h(
    "div",
    { class: "saved" },
    h("p", {}, said),
    decision === null ? null : h("button", { type: "button", class: "plain", onclick: () => back(decision) }, "Take back"),
    h("button", { type: "button", class: "plain", onclick: () => line.remove() }, "Close"),
  );
  document.body.append(line);
  // Screen readers hear a region only once it stands there for a moment.
  setTimeout(() => announce(said), 500);
}
