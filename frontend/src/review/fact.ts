// Is this what the sentence says? The sentence first, then what the reader made of it, and how.

import type { FactItem } from "../api";
import { h } from "../dom";
import { sentenceOf } from "../deciding/sentence";
import { source } from "./identity";
import { factWords } from "./words";

export function factView({ fact, report, sentence, thing, rules }: FactItem): HTMLElement {
  const sure =
    fact.confidence === null
      ? "how often this rule is right has not been measured"
      : `right at least ${Math.round(fact.confidence * 100)} times in 100 on the reports that it was made for, on others mostly less often`;
  return h(
    "div",
    { class: `fact-item k-${thing.hue}` },
    h("h2", { tabindex: -1 }, "Is this what the sentence says?"),
    sentence === null ? null : sentenceOf(sentence, report.language),
    h("p", { class: "quiet" }, source(report)),
    h(
      "div",
      { class: "read-as" },
      h("p", {}, h("span", { class: `kind k-${thing.hue}` }, thing.kindLabel), " ", ...factWords(fact), fact.candidate ? h("span", { class: "tag" }, "not stated in the graph") : null),
      h(
        "details",
        {},
        h("summary", { class: "quiet" }, `How it was read: ${sure}`),
        h("ul", {}, ...rules.map(({ id, says }) => h("li", {}, h("code", {}, id), " ", says))),
      ),
    ),
  );
}
