// What the layouts of the network pane have in common.

import type { GraphEdge, GraphNode } from "../api";
import type { Part } from "./model";

/** A network as one layout shows it. */
export interface Picture {
  readonly element: HTMLElement;
  /** Show what is selected, and bring it into sight. */
  select(part: Part, reveal: boolean): void;
  /** Let a part stand out; null ends it. */
  focus(part: Part | null): void;
  /** Nearer (above 1) or farther; of a list nothing. */
  zoom(by: number): void;
  fit(): void;
  toSVG(): SVGSVGElement | null;
  destroy(): void;
}

/** What people do with a picture. */
export interface Acts {
  /** Pick a node. `open`: by a double click, or by Enter where it was picked already; `shift` turns that round. */
  node(node: GraphNode, how: { open: boolean; shift: boolean }): void;
  edge(edge: GraphEdge): void;
  nothing(): void;
}

/** Mark the elements of a part among all elements of a picture. */
export function mark(elements: Iterable<[string, Element]>, keys: ReadonlySet<string>, name: string): void {
  for (const [key, element] of elements) element.classList.toggle(name, keys.has(key));
}

/** How strong edges are, by their keys, where that is counted. */
export type Weights = ReadonlyMap<string, number>;

/** The width of a line that stands for so many. */
export const lineWidth = (weight: number): number => Math.min(8, 1.6 + 1.3 * Math.log2(Math.max(1, weight)));
