// The facts beside the text, as the server wrote them: their links select instead of leading away.

import type { ReportData } from "../api";
import type { Selection } from "../selection";

export function selecting(facts: HTMLElement, { report, things }: ReportData, selection: Selection): HTMLElement {
  const iris = new Map(things.map(({ href, iri }) => [href, iri]));
  facts.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = (event.target as Element).closest("a:not(.page)")?.getAttribute("href") ?? "";
    const iri = iris.get(href) ?? null;
    const [, start, end] = /#char=(\d+),(\d+)$/.exec(href) ?? [];
    if (iri === null && start === undefined) return;
    event.preventDefault();
    const words = start === undefined ? null : { report: report.id, start: Number(start), end: Number(end) };
    selection.set({ iri, words }, facts);
  });
  return facts;
}
