// Moments, as people of the reader's country write them.

import { h } from "../dom";

export function moment(at: string): HTMLElement {
  const when = new Date(at);
  const said = Number.isNaN(when.getTime()) ? at : when.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return h("time", { datetime: at }, said);
}
