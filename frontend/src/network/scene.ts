// A network as renderers of many nodes want it: numbers in rows, no objects to walk.

import type { GraphEdge, GraphNode } from "../api";
import { colour, KINDS } from "../kinds";
import { type Model, type Part, type Stroke, stroke } from "./model";
import { lineWidth, type Weights } from "./picture";
import { plain } from "./standalone";

/** How a node or an edge stands out. */
export const LOOK = { plain: 0, faded: 1, linked: 2, selected: 3 } as const;

export class Scene {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly index: ReadonlyMap<string, number>;
  /** Two an edge: the numbers of its nodes. */
  readonly ends: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** The radius of every node, in pixels where all is in sight. */
  readonly size: Float32Array;
  /** The numbers of the nodes, the small ones first: what has more links lies above. */
  readonly order: readonly number[];
  readonly width: Float32Array;
  /** The colour and the line of every edge: the hue is that of what it leads to, as in the columns. */
  readonly hues: readonly string[];
  readonly strokes: readonly Stroke[];
  readonly nodeLook: Uint8Array;
  readonly edgeLook: Uint8Array;
  /** The edges that are drawn above the others: they stand out, or stand for many. */
  strong: readonly number[] = [];
  /** Under the pointer or the keyboard: its name is shown. */
  at: number | null = null;

  constructor(
    readonly model: Model,
    weights: Weights,
  ) {
    this.nodes = [...model.nodes.values()];
    this.edges = [...model.edges.values()];
    this.index = new Map(this.nodes.map((node, index) => [node.iri, index]));
    const [order, count] = [this.nodes.length, this.edges.length];
    this.ends = new Uint32Array(this.edges.flatMap((edge) => [this.index.get(edge.source) ?? 0, this.index.get(edge.target) ?? 0]));
    this.x = new Float32Array(order);
    this.y = new Float32Array(order);
    const smallest = order <= 300 ? 6 : order <= 600 ? 4 : order <= 2000 ? 3 : order <= 5000 ? 2 : 1;
    const growth = order <= 5000 ? 1.3 : 0.7; // so many lie on each other: lines would not be seen
    this.size = Float32Array.from(this.nodes, ({ iri }) => smallest + Math.min(12, growth * Math.sqrt(model.links(iri).length)));
    this.order = [...this.size.keys()].sort((a, b) => (this.size[a] ?? 0) - (this.size[b] ?? 0) || a - b);
    this.width = Float32Array.from(this.edges, ({ key }) => (weights.has(key) ? lineWidth(weights.get(key) ?? 1) : order > 300 ? 1 : 1.3));
    this.hues = this.edges.map((_, i) => this.#hue(i));
    this.strokes = this.edges.map(stroke);
    this.nodeLook = new Uint8Array(order);
    this.edgeLook = new Uint8Array(count);
  }

  /** Who is selected, and who stands out. Returns whose look that changed. */
  look(selected: Part, kept: Part | null): { nodes: number[]; edges: number[] } {
    const changed: { nodes: number[]; edges: number[] } = { nodes: [], edges: [] };
    const strong: number[] = [];
    this.nodes.forEach(({ iri }, i) => {
      const faded = kept !== null && !kept.nodes.has(iri);
      const look = selected.nodes.has(iri) ? LOOK.selected : faded ? LOOK.faded : LOOK.plain;
      if (this.nodeLook[i] !== look) changed.nodes.push(i);
      this.nodeLook[i] = look;
    });
    this.edges.forEach((edge, i) => {
      const linked = selected.nodes.has(edge.source) || selected.nodes.has(edge.target) || kept?.edges.has(edge.key);
      const faded = kept !== null && !kept.edges.has(edge.key);
      const look = selected.edges.has(edge.key) ? LOOK.selected : faded ? LOOK.faded : linked ? LOOK.linked : LOOK.plain;
      if (this.edgeLook[i] !== look) changed.edges.push(i);
      this.edgeLook[i] = look;
      if (look > LOOK.faded || (look === LOOK.plain && (this.width[i] ?? 1) > 2)) strong.push(i);
    });
    this.strong = strong;
    return changed;
  }

  #hue(index: number): string {
    const [source, target] = [this.nodes[this.ends[2 * index] ?? 0], this.nodes[this.ends[2 * index + 1] ?? 0]];
    if (source === undefined || target === undefined) return "statement";
    return KINDS[source.kind].column === KINDS[target.kind].column ? "statement" : KINDS[target.kind].hue;
  }

  /** The box around all nodes. */
  bounds(): { left: number; top: number; width: number; height: number } {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < this.x.length; i += 1) {
      const [x, y] = [this.x[i] ?? 0, this.y[i] ?? 0];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    return { left, top, width: Math.max(right - left, 1), height: Math.max(bottom - top, 1) };
  }
}

/** The colours of the theme of the moment, as canvases take them. */
export type Palette = ReadonlyMap<string, string>;

export function palette(): Palette {
  const hues = new Set(Object.values(KINDS).map((kind) => kind.hue));
  return new Map([...hues, "statement", "ink", "card", "paper", "accent"].map((name) => [name, plain(colour(name))]));
}

/** The edges of one colour and one line. */
export function edgeGroups(scene: Scene): [string, Stroke, number[]][] {
  const groups = new Map<string, [string, Stroke, number[]]>();
  scene.hues.forEach((hue, i) => {
    const style = scene.strokes[i] ?? "solid";
    const group = groups.get(`${hue} ${style}`);
    if (group === undefined) groups.set(`${hue} ${style}`, [hue, style, [i]]);
    else group[2].push(i);
  });
  return [...groups.values()];
}
