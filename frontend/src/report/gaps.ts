// What the reader made nothing of, as visible as what it found: a toggle, kept in the address.

import * as address from "../address";
import type { ReportData } from "../api";
import { h } from "../dom";
import type { Pieces } from "./pieces";

export function gapsToggle(pieces: Pieces, data: ReportData): HTMLElement {
  const gaps = pieces.all.filter(
    (piece) => !piece.marked && data.gaps.some(([start, end]) => piece.start < end && start < piece.end),
  );
  const share = h("span", { class: "share", hidden: true }, sentence(pieces, data));
  const button = h("button", { type: "button", class: "plain" }, "Show what was not read");

  function show(shown: boolean): void {
    button.setAttribute("aria-pressed", String(shown));
    share.hidden = !shown;
    for (const { element } of gaps) element.classList.toggle("gap", shown);
  }

  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") !== "true";
    show(shown);
    address.write({ gaps: shown ? "1" : undefined });
  });
  const restore = () => show(address.read().has("gaps"));
  address.onReturn(restore);
  restore();
  return h("div", { class: "gaps" }, button, share);
}

function sentence(pieces: Pieces, { gaps }: ReportData): string {
  let total = 0;
  let unread = 0;
  let next = 0; // the first gap that a word may still be in: both come in the order of the text
  for (const piece of pieces.all) {
    for (const at of words(piece.element.textContent ?? "", piece.start)) {
      total += 1;
      while ((gaps[next]?.[1] ?? Infinity) <= at) next += 1;
      if (!piece.marked && (gaps[next]?.[0] ?? Infinity) <= at) unread += 1;
    }
  }
  return `${unread} of ${total} words stand in passages from which nothing was read.`;
}

/** Where the words of a text begin, in code points. */
function* words(text: string, from: number): Generator<number> {
  let at = from;
  for (const part of text.split(/(\s+)/u)) {
    if (/[\p{L}\p{N}]/u.test(part)) yield at;
    at += [...part].length;
  }
}
