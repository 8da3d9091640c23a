// A query read as tokens, well enough to know what is being typed: it is rarely whole while somebody types.

export interface Token {
  kind: "iri" | "string" | "variable" | "name" | "word" | "number" | "sign";
  text: string;
  from: number;
  to: number;
}

const TOKEN = new RegExp(
  [
    /(?<comment>#[^\n]*)/,
    /(?<iri><[^<>"{}|^`\\\s]*>)/,
    /(?<string>"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/,
    /(?<variable>[?$][\p{L}\p{N}_]+)/u,
    /(?<name>(?:[\p{L}_][\p{L}\p{N}_.-]*)?:[\p{L}\p{N}_.:%\\\-]*[\p{L}\p{N}_:%-]|(?:[\p{L}_][\p{L}\p{N}_.-]*)?:)/u,
    /(?<word>[\p{L}_][\p{L}\p{N}_-]*)/u,
    /(?<number>[+-]?\d[\d.eE]*)/,
    /(?<sign>\^\^|&&|\|\||[<>!]=|[^\s])/,
  ]
    .map((part) => part.source)
    .join("|"),
  "gu",
);

/** The tokens of a text, without comments. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined) ?? [];
    if (kind === undefined || kind === "comment") continue;
    found.push({ kind: kind as Token["kind"], text: match[0], from: match.index, to: match.index + match[0].length });
  }
  return found;
}
