// A fact in words, where nothing is selected by it.

import type { FactLine } from "../api";
import { bdi, h } from "../dom";

export const factWords = ({ parts }: FactLine): (HTMLElement | string)[] =>
  parts.flatMap(({ text, style, hue }) => {
    if (style === "lead") return [h("span", { class: "lead" }, text), " "];
    if (style === "quote") return [h("q", {}, bdi(text, 400)), " "];
    return [style === "thing" ? h("strong", { class: `k-${hue}` }, bdi(text, 120)) : bdi(text, 200), " "];
  });
