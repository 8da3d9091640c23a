// A sentence of a report with its words marked; what one selects in it is known in code points of the report.

import type { Sentence } from "../api";
import { h } from "../dom";
import { merged } from "../report/pieces";
import type { Picked } from "./form";

/** The sentence as a quotation. */
export function sentenceOf({ text, marks, start }: Sentence, language: string | null): HTMLElement {
  const points = [...text];
  const parts: (string | HTMLElement)[] = [];
  let done = 0;
  for (const [from, to] of merged(marks)) {
    parts.push(points.slice(done, from).join(""), h("mark", {}, points.slice(from, to).join("")));
    done = to;
  }
  parts.push(points.slice(done).join(""));
  return h("blockquote", { class: "sentence", dir: "auto", lang: language, "data-start": start }, ...parts);
}

/** The words that are selected inside a sentence on the page; null: none are. */
export function pickedIn(within: Element): Picked | null {
  const chosen = document.getSelection();
  if (chosen === null || chosen.isCollapsed || chosen.rangeCount === 0) return null;
  const range = chosen.getRangeAt(0);
  const sentence = [...within.querySelectorAll<HTMLElement>(".sentence")].find((one) => one.contains(range.commonAncestorContainer));
  if (sentence === undefined) return null;
  const before = document.createRange();
  before.setStart(sentence, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Number(sentence.dataset["start"]) + [...before.toString()].length;
  const exact = range.toString();
  return { start, end: start + [...exact].length, exact };
}
