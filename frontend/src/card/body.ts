// A card: kind and name, spellings, facts in words, quotations, company, and what other reports tell of the same.

import type { Alike, Card, CardSection, Company, FactLine, SentencePart } from "../api";
import { root } from "../api";
import type { CardOptions } from "../card";
import { decidedMark } from "../deciding/decided";
import { bdi, h } from "../dom";
import { KINDS } from "../kinds";
import type { Pane } from "../panes";
import type { Selection } from "../selection";
import { CardLinks, exploreLink, isExplore, placeInReport } from "./links";
import { quotation } from "./quotation";

const PLACES = 8;

export function body(card: Card, selection: Selection, options: CardOptions, by: Pane): HTMLElement {
  const links = new CardLinks(selection, options, by);
  return h(
    "article",
    { class: `thing-card k-${card.thing.hue}${card.thing.decided?.status === "rejected" ? " rejected" : ""}`, "data-iri": card.thing.iri, "aria-label": card.thing.kindLabel },
    head(card, options),
    options.acts?.(card.thing) ?? null,
    spellings(card, links),
    ...card.sections.map((found) => section(found, card, links, options)),
    part("Quotations", card.quotations.map((found) => quotation(found, card, links))),
    part("Named at the same events", card.company.map((found) => companion(found, links))),
    inOtherReports(card, links),
    howRead(card),
  );
}

function head({ thing, report }: Card, options: CardOptions): HTMLElement {
  const there = h("a", { href: placeInReport(thing.iri, report) }, bdi(report.title, 90));
  const explore = isExplore() ? null : h("a", { href: exploreLink(thing.iri) }, "Explore from here");
  return h(
    "header",
    {},
    h(
      "p",
      { class: "eyebrow" },
      h("span", { class: `kind k-${thing.hue}` }, thing.kindLabel),
      thing.claimed ? h("span", { class: "tag" }, "only said inside a quotation") : null,
      thing.candidate && thing.decided?.status !== "rejected" ? h("span", { class: "tag" }, "not sure enough") : null,
    ),
    h("h2", { class: thing.label.length > 60 ? "long" : null }, bdi(thing.label)),
    decidedMark(thing.decided, options.back),
    options.report === report.id ? null : h("p", { class: "quiet" }, "in ", there),
    h("p", { class: "ways" }, h("a", { href: thing.href }, "Its page"), " ", explore),
  );
}

/** Every spelling with its count; of a fact, the words it was read from. */
function spellings({ forms, words, thing, report }: Card, links: CardLinks): HTMLElement | null {
  const places = (found: typeof words) => [
    ...found.slice(0, PLACES).map((one, index) => links.place(one, thing.iri, report.href, index + 1)),
    found.length > PLACES ? h("span", { class: "quiet" }, `and ${found.length - PLACES} more`) : null,
  ];
  if (forms.length === 0) return part("In the words of the report", words.map((one) => h("li", {}, links.words(one, thing.iri, report.href))));
  return part(
    forms.length > 1 ? "Spellings" : "Spelled",
    forms.map((form) =>
      h("li", { class: "form" }, bdi(form.text, 120), h("span", { class: "number" }, ` ${form.words.length} × `), ...places(form.words)),
    ),
  );
}

function section({ title, facts }: CardSection, card: Card, links: CardLinks, options: CardOptions): HTMLElement | null {
  const cited = new Set(card.quotations.map((said) => said.fact));
  return part(title, facts.filter(({ iri }) => !cited.has(iri)).map((fact) => line(fact, card, links, options)));
}

/** A fact in words. */
function line(fact: FactLine, { thing, report }: Card, links: CardLinks, { back }: CardOptions): HTMLElement {
  return h(
    "li",
    {},
    h("span", { class: "said" }, ...fact.parts.flatMap((found) => [sentencePart(found, links), " "])),
    fact.claimed ? h("span", { class: "tag" }, "only said") : null,
    fact.candidate ? h("span", { class: "tag" }, "not sure enough") : null,
    ...fact.words.slice(0, 3).flatMap((one) => [links.words(one, thing.iri, report.href), " "]),
    links.fact(fact),
    decidedMark(fact.decided, back),
  );
}

function sentencePart({ text, style, iri, href, hue }: SentencePart, links: CardLinks): HTMLElement {
  if (style === "thing" && iri !== null) return links.thing(iri, href, text, hue);
  if (style === "term" && href !== null) return h("a", { class: "term", href }, bdi(text, 120));
  if (style === "quote") return h("q", {}, bdi(text, 400));
  return style === "lead" ? h("span", { class: "lead" }, text) : bdi(text, 200);
}

function companion({ node, events }: Company, links: CardLinks): HTMLElement {
  const at = events.slice(0, 3).flatMap((event, index) => [index > 0 ? ", " : " at ", links.node(event, "event")]);
  return h("li", {}, links.node(node, KINDS[node.kind].hue), ...at, events.length > 3 ? ` and ${events.length - 3} more` : null);
}

/** The page of all reports together, what else is held for the same, and what may be. */
function inOtherReports({ identity, thing }: Card, links: CardLinks): HTMLElement | null {
  if (identity === null || (identity.reports < 2 && identity.others.length === 0)) return null;
  const { href, label, reports, total, others } = identity;
  const page = h("a", { class: "thing", href }, bdi(label, 120));
  const told = reports > 1 ? ` is told of in ${reports} reports: see what all of them say.` : " has not been joined to anything yet.";
  const rest = total > others.length ? h("p", { class: "quiet" }, `and ${total - others.length} more`) : null;
  return h(
    "section",
    {},
    h("h3", {}, "In other reports"),
    h("p", {}, page, told),
    h("ul", { class: "list" }, ...others.map((found) => alike(found, thing.iri, links))),
    rest,
  );
}

function alike({ node, title, published, relation, why }: Alike, of: string, links: CardLinks): HTMLElement {
  const asked = new URLSearchParams({ kind: "identity", left: of, right: node.iri });
  return h(
    "li",
    {},
    relation === "maybe" ? h("span", { class: "tag" }, "may be the same") : null,
    " ",
    links.node(node, KINDS[node.kind].hue),
    " in ",
    bdi(title, 90),
    published === null ? null : `, ${published}`,
    why === "" ? null : h("span", { class: "quiet" }, ` (${why})`),
    " ",
    h("a", { class: "decide", href: `${root}/review?${asked}` }, relation === "maybe" ? "Decide" : "Not the same?"),
  );
}

function howRead(card: Card): HTMLElement | null {
  const { rules, reader, thing } = card;
  if (rules.length === 0) return null;
  const rule = h("p", { class: "quiet" }, "Rule ", h("code", {}, rules.join(", ")), reader === null ? "." : `, reader ${reader}.`);
  const added = thing.decided?.status === "added";
  return h("section", {}, h("h3", {}, "How it was read"), added ? null : rule, h("p", { class: "quiet" }, howSure(card)));
}

function howSure({ thing, confidence }: Card): string {
  if (thing.decided?.status === "added") return "By a person; the reader had missed it.";
  if (thing.decided !== null) return "A person has decided about it.";
  if (confidence === null) return "Its rules have not been measured often enough to give a confidence.";
  return `Confidence ${confidence}: at least so often its rules were right on the reports that they were made for; on others mostly less often.`;
}

function part(title: string, items: readonly HTMLElement[], note?: string): HTMLElement | null {
  if (items.length === 0) return null;
  const number = items.length > 1 ? h("span", { class: "number" }, ` ${items.length}`) : null;
  const said = note === undefined ? null : h("p", { class: "quiet" }, note);
  return h("section", {}, h("h3", {}, title, number), said, h("ul", { class: "list" }, ...items));
}
