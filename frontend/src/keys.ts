// The keys of a page, in one table that is also its help sheet ("?").

import "./keys.css";
import { h } from "./dom";

export interface Key {
  /** As KeyboardEvent.key says it, with "Ctrl+" or "Shift+" before it; on a Mac Ctrl is the Command key as well. */
  key: string;
  /** What it does, for the help sheet. */
  does: string;
  /** Left out where the key is heard elsewhere and only told here. */
  run?: (event: KeyboardEvent) => void;
}

/** Listen to the keys of a page, and show them all on "?". Keys typed into a field are the field's, but for Escape. */
export function listenTo(keys: readonly Key[]): void {
  const sheet = helpSheet(keys);
  const all: readonly Key[] = [...keys, { key: "?", does: "show or hide these keys", run: () => toggle(sheet) }];
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const target = event.target as HTMLElement | null;
    const typing = target?.closest?.("input, textarea, select, [contenteditable], .editor") != null;
    if (typing && event.key !== "Escape" && event.key !== "F6") return;
    // A dialog has keys of its own, Escape above all.
    if (target?.closest?.("dialog") != null && event.key !== "?") return;
    const name = named(event);
    const found = all.find((key) => key.key === name);
    if (found?.run === undefined) return;
    event.preventDefault();
    found.run(event);
  });
}

function named(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  // "?" is typed with Shift on many keyboards: of a printed sign only the sign counts.
  const shift = event.shiftKey && event.key.length > 1 ? "Shift+" : "";
  return `${control}${shift}${event.key}`;
}

function helpSheet(keys: readonly Key[]): HTMLDialogElement {
  const rows = [...keys, { key: "?", does: "show or hide these keys" }].map(({ key, does }) =>
    h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)),
  );
  return h(
    "dialog",
    { class: "keys", "aria-label": "Keys" },
    h("h2", {}, "Keys"),
    h("dl", {}, ...rows),
    h("form", { method: "dialog" }, h("button", {}, "Close")),
  );
}

function toggle(sheet: HTMLDialogElement): void {
  if (!sheet.isConnected) document.body.append(sheet);
  if (sheet.open) sheet.close();
  else sheet.showModal();
}
