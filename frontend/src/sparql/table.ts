// The rows of an answer: things by their names, each a link to its page.

import { bdi, h } from "../dom";
import type { Answer, Term } from "./answer";
import type { Names } from "./names";

/** Rows that are shown; the downloads have all. */
export const SHOWN = 1_000;

export function table({ columns, rows }: Answer, names: Names, open: (iri: string) => void): HTMLElement {
  const body = rows
    .slice(0, SHOWN)
    .map((row) => h("tr", {}, ...row.map((cell, at) => h("td", { "data-label": columns[at] }, shown(cell, names, open)))));
  const head = h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column)));
  const whole = h("table", { class: "rows" }, h("thead", {}, head), h("tbody", {}, ...body));
  return h("div", { class: "scroll", role: "region", "aria-label": "The rows", tabindex: 0 }, whole);
}

function shown(cell: Term | null, names: Names, open: (iri: string) => void): HTMLElement {
  if (cell === null) return h("span", { class: "none" }, "–");
  if (cell.type !== "uri") {
    const text = bdi(cell.value, 1_000);
    if (cell.language !== undefined) text.lang = cell.language;
    return text;
  }
  const { label, href, kind } = names.of(cell.value);
  if (href === null) return bdi(label);
  const ours = href.startsWith("/");
  const link = h("a", { href, title: cell.value.slice(0, 300), rel: ours ? null : "noreferrer" }, bdi(label));
  if (kind !== null) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(cell.value);
    });
  }
  return link;
}
