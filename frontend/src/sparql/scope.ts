// What may stand where somebody is typing in a query: a subject, a property, a value; and of which classes things are.

import { tokens, type Token } from "./tokens";

export interface Scope {
  place: "subject" | "property" | "value" | "class" | "expression";
  /** The classes (as written) of the subject, if the query says them. */
  classes: readonly string[];
}

/** Words after which a triple may begin, and words after which an expression does. */
const BEGINS = new Set(["where", "optional", "union", "minus", "graph", "exists", "construct", "values"]);
const CALLS = new Set(["filter", "bind", "having", "by", "select"]);

/** What may stand at the end of `before`, in a query that as a whole is `all`. */
export function scope(before: string, all: string): Scope {
  const read = new Reader();
  for (const token of tokens(before)) read.take(token);
  if (read.place === "subject" || read.place === "expression") return { place: read.place, classes: [] };
  const classes = read.subject === null ? [] : (types(all).get(read.subject) ?? []);
  if (read.place === "value" && isType(read.property)) return { place: "class", classes };
  return { place: read.place, classes };
}

/** A triple of a query as it is written; the property of a path is null. */
export interface Pattern {
  subject: string;
  property: string | null;
  value: string;
}

/** The triples of a query, but for those around blank nodes. */
export function patterns(all: string): Pattern[] {
  const found: Pattern[] = [];
  const read = new Reader();
  for (const token of tokens(all)) {
    const { place, subject, property } = read;
    const ends = place === "value" && ["name", "iri", "variable"].includes(token.kind);
    if (ends && subject !== null) found.push({ subject, property, value: token.text });
    read.take(token);
  }
  return found;
}

/** The classes that a query gives each subject. */
function types(all: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { subject, property, value } of patterns(all)) {
    if (isType(property)) found.set(subject, [...(found.get(subject) ?? []), value]);
  }
  return found;
}

/** The variables of a query, each once. */
export function variables(all: string): string[] {
  const found = tokens(all).filter((token) => token.kind === "variable");
  return [...new Set(found.map((token) => token.text))];
}

const isType = (property: string | null): boolean => property === "a" || property === "rdf:type";

/** Walks through tokens and remembers where in a triple it is. */
class Reader {
  place: Scope["place"] = "subject";
  subject: string | null = null;
  property: string | null = null;
  /** Round brackets of an expression that are open. */
  #depth = 0;
  /** Subjects around blank nodes in square brackets. */
  readonly #outer: { subject: string | null; property: string | null }[] = [];

  take(token: Token): void {
    if (this.#depth > 0 || this.place === "expression") this.#inExpression(token);
    else if (token.kind === "sign") this.#sign(token.text);
    else if (token.kind === "word" && this.#keyword(token.text.toLowerCase())) return;
    else this.#term(token.text);
  }

  #inExpression(token: Token): void {
    if (token.text === "(") this.#depth++;
    else if (token.text === ")") this.#depth--;
    const closed = token.text === ")" && this.#depth <= 0;
    if (!closed && token.text !== "{" && !BEGINS.has(token.text.toLowerCase())) return;
    this.#depth = 0;
    this.#begin();
  }

  #sign(sign: string): void {
    if (sign === "{" || sign === "}" || sign === ".") this.#begin();
    else if (sign === ";") this.place = "property";
    else if (sign === ",") this.place = "value";
    else if (sign === "[") {
      this.#outer.push({ subject: this.subject, property: this.property });
      this.subject = null;
      this.place = "property";
    } else if (sign === "]") {
      const outer = this.#outer.pop();
      this.subject = outer?.subject ?? null;
      this.property = outer?.property ?? null;
      this.place = outer?.property == null ? "property" : "value";
    } else if (/^[/|^!(]$/.test(sign) && this.place === "value") {
      this.property = null; // a path: its end is not one property
      this.place = "property";
    }
  }

  #keyword(word: string): boolean {
    if (word === "a" && this.place === "property") return false;
    if (BEGINS.has(word)) this.#begin();
    else if (CALLS.has(word)) this.place = "expression";
    else return this.place !== "value";
    return true;
  }

  #begin(): void {
    this.place = "subject";
    this.subject = null;
    this.property = null;
  }

  #term(text: string): void {
    if (this.place === "subject") {
      this.subject = text;
      this.place = "property";
    } else if (this.place === "property") {
      this.property = text;
      this.place = "value";
    }
  }
}
