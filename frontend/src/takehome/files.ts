// The files that are taken home, each with its title, its day and the address that shows it again.

import { permalink } from "../address";
import { exported, type ExportFormat } from "../api";
import { cut, s } from "../dom";
import { picture } from "../network/standalone";
import type { Shown } from "../panes";
import { noted } from "./png";

export interface File {
  name: string;
  blob: Blob;
}

const ENDINGS: Record<ExportFormat, string> = { turtle: "ttl", jsonld: "jsonld", graphml: "graphml", gexf: "gexf", csv: "zip" };
const LINE = 16;
const DC = "http://purl.org/dc/terms/";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

const today = (): string => new Date().toISOString().slice(0, 10);

/** What is said below a picture and inside it. */
function notes({ title, query }: Shown): [string, string][] {
  const said: [string, string][] = [["Title", title], ["Creation Time", today()], ["Source", permalink()]];
  return query === null ? said : [...said, ["Description", query]];
}

export function svg(shown: Shown): File {
  const text = new XMLSerializer().serializeToString(captioned(shown));
  return { name: named(shown, "svg"), blob: new Blob([text], { type: "image/svg+xml" }) };
}

export async function png(shown: Shown): Promise<File> {
  const drawing = shown.pane?.toSVG() == null ? await shown.pane?.toPNG() : await picture(captioned(shown));
  if (drawing === undefined) throw new Error("There is no picture.");
  return { name: named(shown, "png"), blob: await noted(drawing, notes(shown)) };
}

export async function data(format: ExportFormat, shown: Shown): Promise<File> {
  const { title, query, nodes, edges } = shown;
  const facts = [...new Set(edges.flatMap(({ fact }) => (fact === null ? [] : [fact])))];
  const blob = await exported(format, { title, permalink: permalink(), query, nodes: nodes.map(({ iri }) => iri), facts });
  return { name: named(shown, ENDINGS[format]), blob };
}

/** A name for a file out of a title that may hold anything. */
function named({ title }: Shown, ending: string): string {
  const plain = title.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${[...plain].slice(0, 60).join("").replace(/-+$/, "") || "network"}-${today()}.${ending}`;
}

/** The drawing with a caption below it, and the same as metadata for programs. */
function captioned(shown: Shown): SVGSVGElement {
  const drawing = shown.pane?.toSVG() ?? null;
  if (drawing === null) throw new Error("There is no drawing.");
  const width = Number(drawing.getAttribute("width"));
  const height = Number(drawing.getAttribute("height"));
  const lines = [shown.title, `${today()}, machine-made from the words of the reports`, permalink()];
  const whole = height + LINE * lines.length + 10;
  const ink = drawing.querySelector("text")?.getAttribute("fill") ?? "#595b61";
  const letters = Math.max(20, Math.floor(width / 6.2));
  const texts = lines.map((line, at) =>
    s("text", { x: 8, y: height + LINE * (at + 1), "font-family": "sans-serif", "font-size": 11, fill: ink }, cut(line, letters)),
  );
  drawing.setAttribute("height", String(whole));
  drawing.setAttribute("viewBox", `0 0 ${width} ${whole}`);
  drawing.querySelector("rect")?.setAttribute("height", String(whole)); // its ground
  drawing.prepend(s("title", {}, shown.title), metadata(shown));
  drawing.append(...texts);
  return drawing;
}

function metadata(shown: Shown): SVGMetadataElement {
  const about = document.createElementNS(RDF, "rdf:Description");
  about.setAttributeNS(RDF, "rdf:about", "");
  const names = new Map([["Title", "title"], ["Creation Time", "created"], ["Source", "source"], ["Description", "description"]]);
  for (const [key, words] of notes(shown)) {
    const part = document.createElementNS(DC, `dcterms:${names.get(key)}`);
    part.textContent = words.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
    about.append(part);
  }
  const rdf = document.createElementNS(RDF, "rdf:RDF");
  rdf.append(about);
  return s("metadata", {}, rdf);
}
