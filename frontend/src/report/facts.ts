// The facts beside the text, as the server wrote them: their links select instead of leading away.

import type { ReportData } from "../api";
import type { Selection } from "../selection";

export function selecting(facts: HTMLElement, { report, things }: ReportData, selection: Selection): HTMLElement {
  const iris = new Map(things.map(({ href, iri }) => [href, iri]));
  facts.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = (event.target as Element).closest("a:not(.page)");
    const href = link?.getAttribute("href") ?? "";
    if (href.startsWith("#facts-") && jump(facts, href.slice(1))) event.preventDefault();
    const iri = iris.get(href) ?? null;
    const [, start, end] = /#char=(\d+),(\d+)$/.exec(href) ?? [];
    if (iri === null && start === undefined) return;
    event.preventDefault();
    const words = start === undefined ? null : { report: report.id, start: Number(start), end: Number(end) };
    selection.set({ iri, words }, facts);
  });
  return facts;
}

/** Bring a list of facts to the top of its pane, if the pane scrolls by itself: the page then stays where it is. */
function jump(facts: HTMLElement, id: string): boolean {
  const target = document.getElementById(id);
  const pane = facts.closest(".area");
  if (target === null || pane === null || pane.scrollHeight <= pane.clientHeight) return false;
  pane.scrollTop += target.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  return true;
}
