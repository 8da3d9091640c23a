// N-Triples, as our server writes them, to terms (https://www.w3.org/TR/n-triples/).

import type { Term } from "./answer";

const PART = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?/gu;

/** The triples of a text, one a line. */
export function parseTriples(text: string): Term[][] {
  return text
    .split("\n")
    .map((line) => [...line.matchAll(PART)].map(term))
    .filter((parts) => parts.length === 3);
}

function term([, iri, blank, words, language, datatype]: RegExpMatchArray): Term {
  if (iri !== undefined) return { type: "uri", value: plain(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  return {
    type: "literal",
    value: plain(words ?? ""),
    ...(language === undefined ? {} : { language }),
    ...(datatype === undefined ? {} : { datatype: plain(datatype) }),
  };
}

const SIGNS = new Map([["t", "\t"], ["b", "\b"], ["n", "\n"], ["r", "\r"], ["f", "\f"]]);

/** A text without its escapes. */
function plain(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gu, (_, four?: string, eight?: string, sign?: string) => {
    const code = four ?? eight;
    if (code !== undefined) return String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff));
    return SIGNS.get(sign ?? "") ?? sign ?? "";
  });
}
