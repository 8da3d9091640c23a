// Something said, ready to be cited: the words, where they stand, a copy of the citation and a permalink.

import type { Card, Quotation } from "../api";
import { copyButton } from "../copy";
import { bdi, h } from "../dom";
import type { CardLinks } from "./links";

export function quotation(said: Quotation, { thing, report }: Card, links: CardLinks): HTMLElement {
  const spoken = said.direct ? h("q", {}, bdi(said.text, 600)) : bdi(said.text, 600);
  const cue = said.cue === null ? null : h("span", { class: "lead" }, bdi(said.cue, 60), said.direct ? ": " : " ");
  return h(
    "li",
    { class: "quotation" },
    h("blockquote", { dir: "auto" }, cue, links.quote(said.words, thing.iri, report.href, spoken)),
    said.event === null ? null : h("p", { class: "quiet" }, "at ", bdi(said.event, 90)),
    h(
      "p",
      { class: "ways" },
      copyButton("Copy as citation", () => `${said.citation} ${new URL(said.href, location.href).href}`),
      " ",
      h("a", { href: said.href }, "Permalink"),
    ),
  );
}
