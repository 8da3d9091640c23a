// What a screen reader is told of a change that others see.

import { h } from "./dom";

const region = h("p", { class: "hidden", role: "status", "aria-live": "polite" });

/** Say a sentence, once. */
export function announce(sentence: string): void {
  if (!region.isConnected) document.body.append(region);
  region.textContent = sentence;
}
