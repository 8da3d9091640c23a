// The whole base as the server packs it: who hangs together with whom, for communities and for steps out.

import type { GraphNode, Network, Overview } from "../api";
import { overview, root } from "../api";
import type { Shortener } from "./view";

/** What an edge of the base says, by its number. */
const RELATIONS = ["is linked with", "is the same as", "may be the same as"];
const LINKED = 0;
const MAYBE = 2;
/** More nodes than this come into view by no single key. */
const MOST_AROUND = 200;

export class Base {
  readonly #numbers = new Map<string, number>();
  readonly #links: number[][];

  private constructor(
    readonly packed: Overview,
    private readonly names: Shortener,
  ) {
    packed.nodes.iri.forEach((iri, number) => this.#numbers.set(iri, number));
    this.#links = packed.nodes.iri.map(() => []);
    for (const [one, other] of packed.edges) {
      this.#links[one]?.push(other);
      this.#links[other]?.push(one);
    }
  }

  static async load(names: Shortener): Promise<Base> {
    return new Base(await overview(), names);
  }

  get size(): number {
    return this.packed.nodes.iri.length;
  }

  iri(number: number): string {
    return this.packed.nodes.iri[number] ?? "";
  }

  degree(number: number): number {
    return this.#links[number]?.length ?? 0;
  }

  has(iri: string): boolean {
    return this.#numbers.has(iri);
  }

  /** What lies up to some steps from some nodes, near and well linked first; and how much there is in all. */
  around(from: readonly string[], steps: number): { nodes: string[]; total: number } {
    const seen = new Set(from.flatMap((iri) => this.#numbers.get(iri) ?? []));
    const found = [...seen];
    let rim = found.slice();
    for (let step = 0; step < steps; step += 1) {
      const next = new Set(rim.flatMap((number) => this.#links[number] ?? []).filter((number) => !seen.has(number)));
      rim = [...next].sort((one, other) => this.degree(other) - this.degree(one) || one - other);
      for (const number of rim) seen.add(number);
      found.push(...rim);
    }
    return { nodes: found.slice(0, MOST_AROUND).map((number) => this.iri(number)), total: found.length };
  }

  /** All of it as one network, for the drawing of everything. */
  whole(): Network {
    const { iri, kind, label, report } = this.packed.nodes;
    const nodes: GraphNode[] = iri.map((one, number) => ({
      iri: one,
      href: `${root}/report/${this.names.short(one)}`,
      kind: kind[number] ?? "event",
      label: label[number] ?? "",
      report: report[number] ?? "",
      start: 0,
    }));
    const edges = this.packed.edges.map(([one, other, relation], number) => ({
      key: `${number}`,
      source: this.iri(one),
      target: this.iri(other),
      predicate: "",
      label: RELATIONS[relation] ?? "",
      fact: null,
      href: null,
      words: null,
      confidence: null,
      band: null,
      inferred: relation === MAYBE,
      ...(relation === LINKED ? { means: "linked in a report" } : {}),
    }));
    return { nodes, edges };
  }
}
