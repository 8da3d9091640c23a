// What the editor offers: the words of our own schema where they fit, and the things of the graph by their names.

import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { ifNotIn } from "@codemirror/autocomplete";
import { search, type Schema, type SchemaTerm } from "../api";
import { cut } from "../dom";
import { scope, variables, type Scope } from "./scope";

const KEYWORDS = (
  "SELECT CONSTRUCT DESCRIBE ASK WHERE DISTINCT OPTIONAL UNION MINUS FILTER BIND VALUES GRAPH PREFIX LIMIT OFFSET " +
  "ORDER GROUP HAVING BY AS EXISTS NOT"
).split(" ");
const FUNCTIONS = (
  "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT BOUND COALESCE IF STR LANG DATATYPE CONTAINS STRSTARTS STRENDS LCASE " +
  "UCASE REGEX REPLACE CONCAT STRLEN YEAR MONTH DAY isIRI isLiteral DESC ASC EXISTS"
).split(" ");

/** What is being typed: a variable, a prefixed name, a word, an IRI. */
const TYPED = /[?$][\p{L}\p{N}_]*|<[^<>"\s]*|[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}\p{N}_-]*)?|:[\p{L}\p{N}_-]*/u;
const VALID = /^(?:[?$]?[\p{L}\p{N}_:-]*)$/u;

/** The sources of completion. Without the schema there are still variables, words and names. */
export function sources(schema: () => Promise<Schema>): CompletionSource[] {
  let known: Promise<Schema | null> | null = null;
  const once = (): Promise<Schema | null> => (known ??= schema().catch(() => (known = null)));
  return [ofSchema(once), ofThings].map((source) => ifNotIn(["Comment", "String"], source));
}

function ofSchema(schema: () => Promise<Schema | null>): CompletionSource {
  return async (context) => {
    const typed = context.matchBefore(TYPED);
    const from = typed?.from ?? context.pos;
    const all = context.state.doc.toString();
    const here = scope(all.slice(0, from), all);
    if (typed === null && !context.explicit && here.place !== "class") return null;
    if (typed?.text.startsWith("<")) return null;
    const known = await schema();
    const own = typed?.text ?? "";
    const named = here.place === "class" ? [] : variables(all).map((label) => ({ label, type: "variable" }));
    const options = [...named, ...(known === null ? [] : fitting(known, here)), ...words(here)];
    return { from, options: options.filter(({ label }) => label !== own), validFor: VALID };
  };
}

function fitting(schema: Schema, here: Scope): Completion[] {
  const prefixes = schema.prefixes.map(({ prefix, iri }) => ({
    label: `${prefix}:`,
    detail: iri,
    type: "namespace",
    boost: -50,
  }));
  if (here.place === "class") return [...terms(schema.classes, "class"), ...prefixes];
  if (here.place === "value") return [...terms(schema.concepts, "constant"), ...prefixes];
  if (here.place !== "property") return prefixes;
  const typed = here.classes.length > 0;
  const properties = schema.properties.filter((term) => term.name !== "rdf:type"); // that is "a"
  const held = (term: SchemaTerm) => term.classes.some((name) => here.classes.includes(name));
  // What few classes have says more of a thing than what all have.
  const telling = (term: SchemaTerm) => Math.round(40 / Math.max(term.classes.length, 1));
  return [
    { label: "a", detail: "is of the class", type: "keyword", boost: typed ? 0 : 99 },
    ...properties.filter(held).flatMap((term) => terms([term], "property", 30 + telling(term))),
    ...terms(properties.filter((term) => !held(term)), "property", typed ? -30 : 0),
    ...prefixes,
  ];
}

/** Terms, those in use first. */
function terms(found: readonly SchemaTerm[], type: string, boost = 0): Completion[] {
  const most = Math.max(1, ...found.map((term) => term.count));
  return found.map((term) => ({
    label: term.name,
    detail: term.label,
    ...(term.comment ? { info: cut(term.comment, 300) } : {}),
    type,
    boost: boost + Math.round((9 * term.count) / most),
  }));
}

function words({ place }: Scope): Completion[] {
  const found = place === "subject" ? KEYWORDS : place === "expression" ? [...FUNCTIONS, ...KEYWORDS] : [];
  return found.map((label) => ({ label, type: "keyword", boost: -20 }));
}

/** People, places, bodies and events by their names: what is inserted is the IRI. */
async function ofThings(context: CompletionContext): Promise<CompletionResult | null> {
  const typed = context.matchBefore(/[\p{L}\p{N}_-]{2,}/u);
  if (typed === null) return null;
  const all = context.state.doc.toString();
  if (/[?$:<]/.test(all[typed.from - 1] ?? "")) return null;
  const { place } = scope(all.slice(0, typed.from), all);
  if (place !== "subject" && place !== "value") return null;
  const found = await search({ q: typed.text }).catch(() => null);
  if (found === null || context.aborted) return null;
  const options = found.hits
    .filter((hit) => hit.matched !== "words")
    .map(({ node, title, snippet, matched }) => ({
      label: cut(matched === "spelling" && snippet !== node.label ? `${node.label} (${snippet})` : node.label, 80),
      detail: cut(`${node.kind} · ${title}`, 60),
      apply: `<${node.iri}>`,
      type: "text",
    }));
  return { from: typed.from, options, filter: false };
}
