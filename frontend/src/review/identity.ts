// Are these two the same? Side by side, each with its sentence and what its report knows of it.

import type { FactLine, IdentityItem, Side } from "../api";
import { bdi, h } from "../dom";
import { sentenceOf } from "../deciding/sentence";
import { KINDS } from "../kinds";
import { factWords } from "./words";

export function identityView({ left, right, reasons, score }: IdentityItem): HTMLElement {
  const [first, second] = [side(left, "The first"), side(right, "The second")];
  const kind = KINDS[left.node.kind].label;
  return h(
    "div",
    { class: "identity" },
    h("h2", { tabindex: -1 }, `Is this the same ${kind}?`),
    h("div", { class: "sides" }, first, second),
    h(
      "section",
      { class: "reasons" },
      h("h3", {}, "Why they may be the same"),
      h("ul", {}, ...reasons.map((reason) => h("li", {}, bdi(reason)))),
      h("p", { class: "quiet" }, `Score ${score.toFixed(2)} of 1.`),
    ),
  );
}

function side({ node, report, forms, sentence, known, more }: Side, label: string): HTMLElement {
  const others = forms.filter((form) => form !== node.label);
  return h(
    "section",
    { class: `side k-${KINDS[node.kind].hue}`, "aria-label": label },
    h("h3", {}, h("a", { href: node.href }, bdi(node.label, 120))),
    others.length === 0 ? null : h("p", { class: "quiet" }, "also: ", ...commas(others)),
    sentence === null ? null : sentenceOf(sentence, report.language),
    h("p", { class: "quiet" }, source(report)),
    known.length === 0
      ? h("p", { class: "quiet" }, "Its report says nothing more of it.")
      : h("ul", { class: "known" }, ...known.map((fact: FactLine) => h("li", {}, ...factWords(fact)))),
    more === 0 ? null : h("p", { class: "quiet" }, h("a", { href: node.href }, `${more} more`), " on its page"),
  );
}

const commas = (names: readonly string[]) => names.flatMap((name, index) => [index > 0 ? ", " : "", bdi(name, 80)]);

/** Where a report comes from, in a line; its title leads there. */
export function source({ title, href, publisher, published }: Side["report"]): HTMLElement {
  const more = [publisher, published].filter((part) => part !== null).join(", ");
  return h("span", {}, h("a", { href }, bdi(title, 110)), more === "" ? null : ` · ${more}`);
}
