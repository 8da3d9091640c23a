// How the things of an answer are called, asked once for each.

import { labels, root, type GraphNode, type NodeKind } from "../api";
import { KINDS } from "../kinds";
import type { Answer } from "./answer";

export interface Name {
  label: string;
  href: string | null;
  /** The kind of a node of our graph; of anything else null. */
  kind: NodeKind | null;
}

/** Things asked for in one request, and for one answer. */
const AT_ONCE = 500;
const MOST = 2_000;

export class Names {
  readonly #known = new Map<string, Name>();

  /** Learn the names of what an answer holds. */
  async learn({ rows }: Answer, limit: number): Promise<void> {
    const wanted = new Set<string>();
    for (const row of rows.slice(0, limit)) {
      for (const cell of row) if (cell?.type === "uri" && !this.#known.has(cell.value)) wanted.add(cell.value);
    }
    const all = [...wanted].slice(0, MOST);
    for (let at = 0; at < all.length; at += AT_ONCE) {
      for (const { iri, label, href, kind } of (await labels(all.slice(at, at + AT_ONCE))).labels) {
        this.#known.set(iri, { label, href, kind: kind !== null && kind in KINDS ? (kind as NodeKind) : null });
      }
    }
  }

  of(iri: string): Name {
    return this.#known.get(iri) ?? { label: iri, href: null, kind: null };
  }

  /** A thing as a node, if it is one of our graph. */
  node(iri: string, start = 0): GraphNode | null {
    const { label, href, kind } = this.of(iri);
    if (kind === null || href === null) return null;
    const report = decodeURIComponent(href.slice(`${root}/report/`.length).split("/")[0] ?? "");
    return { iri, href, kind, label, report, start };
  }
}
