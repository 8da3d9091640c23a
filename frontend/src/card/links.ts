// Links of a card: things and words that this page shows are selected here, all others are followed.

import { root } from "../api";
import type { FactLine, GraphNode, ReportSummary, Words } from "../api";
import type { CardOptions } from "../card";
import { bdi, cut, h } from "../dom";
import type { Pane } from "../panes";
import type { Selection } from "../selection";

export class CardLinks {
  constructor(
    private readonly selection: Selection,
    private readonly options: CardOptions,
    private readonly by: Pane,
  ) {}

  /** A thing of the graph; on the screen of one report those of other reports are links to their pages. */
  thing(iri: string, href: string | null, text: string, hue: string, report?: string): HTMLElement {
    const label = bdi(text, 120);
    if (href === null) return h("span", { class: "term" }, label);
    const here = this.options.report === undefined || report === undefined || report === this.options.report;
    const select = (event: MouseEvent) => this.#instead(event, () => this.selection.set({ iri }, this.by));
    return h("a", { class: `thing k-${hue}`, href, onclick: here ? select : null }, label);
  }

  node(node: GraphNode, hue: string): HTMLElement {
    return this.thing(node.iri, node.href, node.label, hue, node.report);
  }

  /** The words of a report, as a quotation that leads to them. */
  words(words: Words, iri: string, reportHref: string): HTMLElement {
    return this.#to(words, iri, reportHref, { class: "words" }, bdi(words.exact, 110));
  }

  /** The nth of several places. */
  place(words: Words, iri: string, reportHref: string, nth: number): HTMLElement {
    const said = `place ${nth}: “${cut(words.exact, 60)}”`;
    return this.#to(words, iri, reportHref, { class: "place", "aria-label": said }, String(nth));
  }

  /** Something said that leads to where it is said. */
  quote(words: Words, iri: string, reportHref: string, said: HTMLElement): HTMLElement {
    return this.#to(words, iri, reportHref, { class: "quote" }, said);
  }

  #to(words: Words, iri: string, reportHref: string, look: Record<string, string>, text: Node | string): HTMLElement {
    const { report, start, end } = words;
    const select = (event: MouseEvent) =>
      this.#instead(event, () => this.selection.set({ iri, words: { report, start, end } }, this.by));
    const href = `${reportHref}#char=${start},${end}`;
    const title = `characters ${start} to ${end}`;
    return h("a", { ...look, href, title, onclick: report === this.options.report && select }, text);
  }

  /** The fact itself: its card says how it was read. */
  fact(fact: FactLine): HTMLElement {
    const confidence = fact.confidence?.toFixed(2);
    const how = [
      confidence === undefined ? "confidence not measured" : `confidence ${confidence}`,
      fact.rules.length > 0 ? `rule ${fact.rules.join(", ")}` : "",
    ];
    const said = how.filter(Boolean).join(", ");
    const select = (event: MouseEvent) =>
      this.#instead(event, () => this.selection.set({ iri: fact.iri, words: firstOf(fact) }, this.by));
    return h(
      "a",
      { class: "how", href: fact.href, title: said, "aria-label": `This fact: ${said}`, onclick: select },
      confidence === undefined ? "§" : `§ ${confidence}`,
    );
  }

  /** A click without a key does something else than following the link. */
  #instead(event: MouseEvent, act: () => void): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  }
}

const firstOf = ({ words: [first] }: FactLine) =>
  first === undefined ? null : { report: first.report, start: first.start, end: first.end };

/** Where a thing is selected in the screen of its report. */
export const placeInReport = (iri: string, report: ReportSummary): string =>
  `${report.href}?at=${encodeURIComponent(iri.startsWith(`${report.iri}/`) ? iri.slice(report.iri.length + 1) : iri)}`;

export const isExplore = (): boolean => location.pathname === `${root}/explore`;
export const exploreLink = (iri: string): string => `${root}/explore?at=${encodeURIComponent(iri)}`;
