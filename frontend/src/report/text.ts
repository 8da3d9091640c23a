// The text pane: the server's article, in which what is selected stands out, and whose marks select.

import "./text.css";
import { announce } from "../announce";
import type { ReportData } from "../api";
import { bring, h } from "../dom";
import type { Picked } from "../deciding/form";
import type { Pane } from "../panes";
import type { Selected, Selection } from "../selection";
import { caret } from "./caret";
import { gapsToggle } from "./gaps";
import { Pieces } from "./pieces";
import type { Stretch } from "./pieces";
import { selectedBy } from "./place";
import type { Readings } from "./readings";
import { sentenceOf } from "./readings";

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export interface TextOptions {
  /** The sentence that is pointed at; null: none. */
  onSentence: (sentence: Stretch | null) => void;
  /** The reader missed what the selected words say. */
  onMissed: (words: Picked) => void;
}

export interface TextPane extends Pane {
  /** The words that are selected in the text; null: none are. */
  picked(): Picked | null;
  /** Select words by keyboard. */
  mark(): void;
  /** Select what was read from the words that the reader has marked in the text. */
  ask(): void;
}

/** The article with its tools above it. */
export function textPane(
  article: HTMLElement,
  note: HTMLElement | null,
  data: ReportData,
  readings: Readings,
  selection: Selection,
  options: TextOptions,
): TextPane {
  const pieces = new Pieces(article);
  const asking = h("button", { type: "button", class: "plain ask", hidden: true }, "What was read from this?");
  const missing = h("button", { type: "button", class: "plain ask", hidden: true }, "The reader missed this…");
  const tools = h("div", { class: "text-tools" }, gapsToggle(pieces, data), asking, missing);
  if (note !== null) foldLegend(note);
  const element = h("div", { class: "text-pane" }, note, tools, article);
  const marking = caret(article, pieces, picked);
  const pane: TextPane = { element, focus: () => undefined, ask, mark: () => marking.begin(), picked: words };

  /** Asked of the browser each time: it tells of a change of the selection only later. */
  function picked(): Stretch | null {
    const chosen = document.getSelection();
    const inside = chosen !== null && !chosen.isCollapsed && article.contains(chosen.anchorNode);
    return inside && chosen.rangeCount > 0 ? pieces.stretchOf(chosen.getRangeAt(0)) : null;
  }

  function words(): Picked | null {
    const stretch = picked();
    const exact = stretch === null ? null : (pieces.rangeOf(stretch)?.toString() ?? null);
    return stretch === null || exact === null ? null : { start: stretch[0], end: stretch[1], exact };
  }

  function ask(): void {
    const stretch = picked();
    if (stretch === null) return;
    const [start, end] = stretch;
    const found = readings.from(stretch);
    selection.set({ iri: null, words: { report: data.report.id, start, end } }, pane);
    announce(found.length === 0 ? "Nothing was read from these words." : `${found.length} things`);
  }

  function show(now: Selected, by: object | null): void {
    const own = now.words?.report === data.report.id ? now.words : null;
    const stretches = own !== null ? [[own.start, own.end] as const] : now.iri === null ? [] : readings.wordsOf(now.iri);
    const first = pieces.light(stretches);
    if (first === null) return;
    if (by !== pane) flash(article);
    const block = by === pane ? "nearest" : "center";
    // Once all have listened: on a phone the text may only now come into sight.
    queueMicrotask(() => bring(first, block, STILL.matches ? "auto" : "smooth"));
  }

  article.addEventListener("click", (event) => {
    const piece = pieces.of(event.target as Node);
    if (!piece?.marked || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const reading = readings.from([piece.start, piece.end])[0];
    if (reading === undefined) return;
    selection.set(selectedBy(reading, data), pane);
    announce(`${reading.thing.label}, ${reading.thing.kindLabel}`);
  });
  listenToPointing(article, (node) => {
    const piece = pieces.of(node);
    options.onSentence(piece === undefined ? null : sentenceOf(piece, data.report.language));
  });
  document.addEventListener("selectionchange", () => {
    asking.hidden = missing.hidden = picked() === null;
  });
  asking.addEventListener("pointerdown", (event) => event.preventDefault());
  asking.addEventListener("click", ask);
  missing.addEventListener("pointerdown", (event) => event.preventDefault());
  missing.addEventListener("click", () => {
    const chosen = words();
    if (chosen !== null) options.onMissed(chosen);
  });
  selection.listen(show);
  return pane;
}

/** The legend takes room that the text needs: it opens when it is asked for. */
function foldLegend(note: HTMLElement): void {
  const legend = note.querySelector(".legend");
  legend?.replaceWith(h("details", {}, h("summary", {}, "What the marks mean"), legend.cloneNode(true)));
}

/** Tell what is pointed at or has the focus, once it stays for a moment. */
function listenToPointing(article: HTMLElement, pointed: (node: Node | null) => void): void {
  let waiting = 0;
  const soon = (node: Node | null) => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => pointed(node), 120);
  };
  article.addEventListener("pointerover", (event) => soon(event.target as Node));
  article.addEventListener("pointerleave", () => soon(null));
  article.addEventListener("focusin", (event) => soon(event.target as Node));
  article.addEventListener("focusout", () => soon(null));
}

/** Let what is lit flash once; the animation starts anew each time. */
function flash(article: HTMLElement): void {
  article.classList.remove("flash");
  void article.offsetWidth;
  article.classList.add("flash");
}
