// The facts beside the text, as the server wrote them: their links select instead of leading away.

import * as address from "../address";
import type { ReportData } from "../api";
import { backButton } from "../deciding/decided";
import { h } from "../dom";
import type { Selection } from "../selection";

export function selecting(
  facts: HTMLElement,
  { report, things }: ReportData,
  selection: Selection,
  back: (decision: string) => void,
): HTMLElement {
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
  for (const mark of facts.querySelectorAll<HTMLElement>(".decided")) mark.append(backButton(mark.dataset["decision"] ?? "", back));
  return facts;
}

/** What a person rejected, shown or not: a toggle, kept in the address; null if nothing was. */
export function rejectedToggle(facts: HTMLElement): HTMLElement | null {
  const list = facts.querySelector<HTMLElement>("#rejected");
  if (list === null) return null;
  const button = h("button", { type: "button", class: "plain" }, "Show what was rejected");
  const show = (shown: boolean) => {
    list.hidden = !shown;
    button.setAttribute("aria-pressed", String(shown));
  };
  button.addEventListener("click", () => {
    show(button.getAttribute("aria-pressed") !== "true");
    address.write({ rejected: list.hidden ? undefined : "1" });
    if (!list.hidden) list.scrollIntoView({ block: "start" });
  });
  const restore = () => show(address.read().has("rejected"));
  address.onReturn(restore);
  restore();
  return h("p", {}, button);
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
