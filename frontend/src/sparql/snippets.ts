// A query as people run it elsewhere. server/snippets.py writes the same for the page without scripts.

import { root } from "../api";

const SILENT = /<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;

/** Whether what a query gives is a graph. */
function givesGraph(query: string): boolean {
  const verb = /\b(select|ask|construct|describe)\b/i.exec(query.replace(SILENT, " "))?.[1];
  return verb !== undefined && /construct|describe/i.test(verb);
}

const endpoint = (): string => `${location.origin}${root}/sparql`;

export function curl(query: string): string {
  const media = givesGraph(query) ? "text/turtle" : "application/sparql-results+json";
  return `curl ${quoted(endpoint())} -H 'Accept: ${media}' --data-urlencode ${quoted(`query=${query}`)}`;
}

/** For a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\"'\"'")}'`;

export function python(query: string): string {
  const text = query.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');
  const [format, use] = givesGraph(query)
    ? ["TURTLE", "print(service.queryAndConvert().decode())"]
    : ["JSON", "print(service.queryAndConvert())"];
  return [
    `from SPARQLWrapper import ${format}, POST, SPARQLWrapper`,
    "",
    `service = SPARQLWrapper(${JSON.stringify(endpoint())}, returnFormat=${format})`,
    "service.setMethod(POST)",
    `service.setQuery("""\n${text}\n""")`,
    use,
  ].join("\n");
}
