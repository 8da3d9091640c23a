// Walking in the columns by keyboard: one tab stop; up and down in a column, left and right along an edge.

import type { DrawnBox } from "../api";
import type { Model } from "./model";

type Place = Pick<DrawnBox, "iri" | "x" | "y">;

export class Walk {
  readonly #places = new Map<string, Place>();
  readonly #columns = new Map<number, Place[]>();

  constructor(
    readonly model: Model,
    places: readonly Place[],
  ) {
    for (const place of places) {
      this.#places.set(place.iri, place);
      this.#columns.set(place.x, [...(this.#columns.get(place.x) ?? []), place]);
    }
    for (const column of this.#columns.values()) column.sort((a, b) => a.y - b.y);
  }

  /** The node where a key leads to from a node: itself where there is no way on, null if the key is none of ours. */
  step(from: string, key: string): string | null {
    const here = this.#places.get(from);
    if (here === undefined) return null;
    const column = this.#columns.get(here.x) ?? [here];
    const index = column.indexOf(here);
    const steps: Record<string, () => Place | undefined> = {
      ArrowUp: () => column[index - 1],
      ArrowDown: () => column[index + 1],
      Home: () => column[0],
      End: () => column.at(-1),
      ArrowLeft: () => this.#along(here, -1),
      ArrowRight: () => this.#along(here, 1),
    };
    if (!Object.hasOwn(steps, key)) return null;
    return (steps[key]?.() ?? here).iri;
  }

  /** The end of an edge that lies on a side. */
  end(key: string, side: "ArrowLeft" | "ArrowRight"): string | null {
    const edge = this.model.edges.get(key);
    if (edge === undefined) return null;
    const ends = [edge.source, edge.target].map((iri) => this.#places.get(iri)).filter((place) => place !== undefined);
    ends.sort((a, b) => a.x - b.x || a.y - b.y);
    return (side === "ArrowLeft" ? ends[0] : ends.at(-1))?.iri ?? null;
  }

  /** The nearest linked node on a side: the next column first, in it what lies closest. */
  #along(here: Place, side: number): Place | undefined {
    const linked = this.model
      .links(here.iri)
      .map((edge) => this.#places.get(this.model.other(edge, here.iri).iri))
      .filter((place) => place !== undefined && (place.x - here.x) * side > 0) as Place[];
    return linked.sort((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x) || Math.abs(a.y - here.y) - Math.abs(b.y - here.y))[0];
  }
}
