// That a person has decided about a fact: who, when and why, and a way to take it back.

import type { Decided } from "../api";
import { bdi, h } from "../dom";
import { moment } from "./moment";

const STATUS: Record<Decided["status"], string> = {
  confirmed: "confirmed",
  corrected: "corrected",
  rejected: "rejected",
  added: "added by a person",
};

/** A small mark beside a fact; `back` takes the decision back. */
export function decidedMark(decided: Decided | null, back?: (decision: string) => void): HTMLElement | null {
  if (decided === null) return null;
  return h(
    "details",
    { class: `decided d-${decided.status}` },
    h("summary", {}, h("span", { class: "tag" }, STATUS[decided.status])),
    h("p", {}, "By ", bdi(decided.by, 80), ", ", moment(decided.at), decided.why ? ": " : ".", decided.why ? bdi(decided.why, 300) : null),
    back === undefined ? null : backButton(decided.decision, back),
  );
}

/** A button that takes a decision back. */
export const backButton = (decision: string, back: (decision: string) => void): HTMLElement =>
  h("button", { type: "button", class: "plain", onclick: () => back(decision) }, "Take back");
