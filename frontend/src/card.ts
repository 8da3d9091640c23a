// The card pane: what is selected, in words, each with its evidence.

import "./card/card.css";
import { ApiError, thing } from "./api";
import type { Card, ThingSummary } from "./api";
import { body } from "./card/body";
import { read } from "./card/read";
import type { Found } from "./card/read";
import { h } from "./dom";
import type { Pane } from "./panes";
import type { Selected, Selection } from "./selection";

export interface CardOptions {
  /** The report whose text stands on the same page: its words are selected there, others are links. */
  report?: string;
  /** What stands here as long as nothing is selected. */
  idle?: HTMLElement;
  /** What can be done with what the card shows. */
  acts?: (thing: ThingSummary) => HTMLElement | null;
  /** Take back what a person has decided. */
  back?: (decision: string) => void;
  /** What was read from words of that report. */
  readFrom?: (words: readonly [number, number]) => readonly Found[];
}

const HINT = "Select something to see what is known of it.";

export function cardPane(selection: Selection, options: CardOptions = {}): Pane {
  const idle = options.idle ?? h("p", { class: "quiet" }, HINT);
  const element = h("div", { class: "card-pane" }, idle);
  const pane: Pane = { element, focus: () => undefined };
  const known = new Map<string, Card>();

  async function show(now: Selected): Promise<void> {
    if (now.iri === null && now.words === null) {
      element.replaceChildren(idle);
      return;
    }
    const found = now.words === null ? [] : (options.readFrom?.([now.words.start, now.words.end]) ?? []);
    const listed = read(now, found, selection, pane);
    if (now.iri === null) {
      element.replaceChildren(listed ?? idle);
      return;
    }
    const shown = element.querySelector<HTMLElement>(".thing-card");
    if (shown?.dataset["iri"] !== now.iri) element.setAttribute("aria-busy", "true");
    const card = await loaded(now.iri);
    if (selection.now !== now) return;
    element.removeAttribute("aria-busy");
    const content = typeof card === "string" ? h("p", { class: "problem" }, card) : body(card, selection, options, pane);
    const top = shown?.dataset["iri"] === now.iri ? scroller(element)?.scrollTop : 0;
    element.replaceChildren(...[listed, content].filter((part) => part !== null));
    scroller(element)?.scrollTo({ top: top ?? 0, behavior: "instant" });
  }

  /** The card of a thing, or why there is none. */
  async function loaded(iri: string): Promise<Card | string> {
    const card = known.get(iri);
    if (card !== undefined) return card;
    try {
      const found = await thing(iri);
      known.set(iri, found);
      return found;
    } catch (problem) {
      return problem instanceof ApiError ? problem.message : "The server does not answer. Try again.";
    }
  }

  selection.listen((now) => void show(now));
  void show(selection.now);
  return pane;
}

const scroller = (element: Element): Element | null => element.closest(".area");
