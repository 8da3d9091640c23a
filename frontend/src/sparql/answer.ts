// Asking the endpoint, and its answer as rows; of a very long one only the beginning is read.

import { ApiError, root } from "../api";
import { parseTriples } from "./triples";

export interface Term {
  type: "uri" | "bnode" | "literal" | "triple";
  value: string;
  language?: string;
  datatype?: string;
}

/** A table; a graph is one of three columns. */
export interface Answer {
  kind: "rows" | "graph" | "truth";
  columns: readonly string[];
  rows: readonly (readonly (Term | null)[])[];
  /** Of a question with yes or no. */
  truth: boolean;
  /** Why there are only the first rows; null if these are all. */
  cut: string | null;
}

/** A refusal of a query, with its place in it where the server knows one. */
export class Refusal extends ApiError {
  constructor(
    status: number,
    readonly title: string,
    detail: string,
    readonly place: { line: number; column: number } | null,
  ) {
    super(status, detail);
  }
}

/** Characters of an answer that are read. */
const ENOUGH = 3_000_000;
const ROWS = "application/sparql-results+json";
const GRAPH = "application/n-triples";

export async function ask(query: string, more: URLSearchParams, signal: AbortSignal): Promise<Answer> {
  const asked = new URLSearchParams(more);
  asked.set("query", query);
  const long = query.length > 5_000;
  const answer = await fetch(`${root}/sparql${long ? "" : `?${asked}`}`, {
    headers: { Accept: `${ROWS}, ${GRAPH}` },
    signal,
    ...(long ? { method: "POST", body: asked } : {}),
  });
  if (!answer.ok) throw await refusal(answer);
  const { text, cut } = await beginning(answer);
  return answer.headers.get("Content-Type")?.startsWith(GRAPH) ? graph(text, cut) : rows(text, cut);
}

async function refusal(answer: Response): Promise<Refusal> {
  const told = (await answer.json().catch(() => null)) as {
    title?: string;
    detail?: string;
    line?: number;
    column?: number;
  } | null;
  const place = told?.line === undefined ? null : { line: told.line, column: told.column ?? 1 };
  return new Refusal(answer.status, told?.title ?? answer.statusText, told?.detail ?? "", place);
}

async function beginning(answer: Response): Promise<{ text: string; cut: string | null }> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return { text: "", cut: null };
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), cut: null };
      text += decoder.decode(value, { stream: true });
      if (text.length < ENOUGH) continue;
      void reader.cancel();
      return { text, cut: "The answer is too long to be read here as a whole; the downloads have all of it." };
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    return { text, cut: "The answer broke off: it took too long, or the connection ended. There are more rows than these." };
  }
}

function graph(text: string, cut: string | null): Answer {
  const whole = cut === null ? text : text.slice(0, text.lastIndexOf("\n") + 1);
  const triples = parseTriples(whole);
  return { kind: "graph", columns: ["subject", "property", "value"], rows: triples, truth: false, cut };
}

interface Results {
  head?: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Binding>[] };
}
interface Binding {
  type: string;
  value: unknown;
  datatype?: string;
  "xml:lang"?: string;
}

function rows(text: string, cut: string | null): Answer {
  const found = JSON.parse(cut === null ? text : closed(text)) as Results;
  if (found.boolean !== undefined) return { kind: "truth", columns: [], rows: [], truth: found.boolean, cut };
  const columns = found.head?.vars ?? [];
  const table = (found.results?.bindings ?? []).map((binding) => {
    const cells = new Map(Object.entries(binding)); // a variable may be called __proto__
    return columns.map((column) => term(cells.get(column)));
  });
  return { kind: "rows", columns, rows: table, truth: false, cut };
}

function term(binding: Binding | undefined): Term | null {
  if (binding === undefined) return null;
  const { type, value, datatype } = binding;
  if (type === "triple") return { type, value: spelled(value as Record<string, Binding>) };
  return {
    type: type === "uri" || type === "bnode" ? type : "literal",
    value: String(value),
    ...(datatype === undefined ? {} : { datatype }),
    ...(binding["xml:lang"] === undefined ? {} : { language: binding["xml:lang"] }),
  };
}

const spelled = ({ subject, predicate, object }: Record<string, Binding>): string =>
  `<< ${[subject, predicate, object].map((part) => term(part)?.value ?? "").join(" ")} >>`;

/** The beginning of results in JSON up to its last whole row, closed. */
export function closed(text: string): string {
  let depth = 0;
  let quoted = false;
  let last = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (quoted) {
      if (sign === 0x5c) at++;
      else if (sign === 0x22) quoted = false;
    } else if (sign === 0x22) quoted = true;
    else if (sign === 0x7b || sign === 0x5b) {
      depth++;
      if (depth === 3 && sign === 0x5b) start = last = at + 1; // the list of rows
    } else if (sign === 0x7d || sign === 0x5d) {
      depth--;
      if (depth === 3 && start > 0) last = at + 1;
    }
  }
  return last > 0 ? `${text.slice(0, last)}]}}` : '{"head":{"vars":[]},"results":{"bindings":[]}}';
}
