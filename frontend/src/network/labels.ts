// The names in a picture of many nodes: those of the largest that do not run into each other or into nodes.

import { cut } from "../dom";
import type { View } from "./overlay";
import { LOOK, type Palette, type Scene } from "./scene";

type Extent = Pick<View, "width" | "height">;
type Box = readonly [left: number, top: number, right: number, bottom: number];

/** More names than this nobody reads at once; nodes smaller than the largest so many are not tried. */
const SHOWN = 70;
const TRIED = 1500;
const LENGTH = 30;
const HALF = 9;
export const FONT = "13px system-ui, sans-serif";

export class Labels {
  readonly #order: readonly number[];
  readonly #widths = new Map<number, number>();

  constructor(readonly scene: Scene) {
    const { size } = scene;
    this.#order = [...size.keys()].sort((a, b) => (size[b] ?? 0) - (size[a] ?? 0) || a - b).slice(0, TRIED);
  }

  /** Write them, where the renderer puts the nodes. */
  draw(context: CanvasRenderingContext2D, view: View, colours: Palette): void {
    context.font = FONT;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const { node, text, box } of this.place(view, (name) => context.measureText(name).width)) {
      write(context, text, box, colours.get("card") ?? "", colours.get(node === this.scene.at ? "accent" : "ink") ?? "");
    }
  }

  /** Which names have room, and where. What is selected or pointed at has its name first, and in any case. */
  place(view: View, measure: (text: string) => number): { node: number; text: string; box: Box }[] {
    const { nodes, nodeLook, size, at } = this.scene;
    const { width, height, swelling } = view;
    const first = [...nodeLook.keys()].filter((i) => nodeLook[i] === LOOK.selected || i === at);
    const inSight = [...new Set([...first, ...this.#order])].filter((i) => {
      const [x, y] = view.place(i);
      return x >= 0 && y >= 0 && x <= width && y <= height && (nodeLook[i] !== LOOK.faded || i === at);
    });
    const taken: Box[] = inSight.slice(0, 2 * SHOWN).map((i) => around(view.place(i), (size[i] ?? 4) * swelling * 0.8));
    const placed: { node: number; text: string; box: Box }[] = [];
    for (const node of inSight) {
      if (placed.length >= SHOWN) break;
      const text = cut(nodes[node]?.label ?? "", LENGTH);
      const boxes = sides(view.place(node), (size[node] ?? 4) * swelling, this.#width(node, text, measure), view);
      const free = boxes.find((one) => !taken.some((other) => meet(one, other)));
      const box = free ?? (first.includes(node) ? boxes[0] : undefined);
      if (box === undefined) continue;
      taken.push(box);
      placed.push({ node, text, box });
    }
    return placed;
  }

  #width(node: number, text: string, measure: (text: string) => number): number {
    const found = this.#widths.get(node) ?? measure(text) + 4;
    this.#widths.set(node, found);
    return found;
  }
}

function write(context: CanvasRenderingContext2D, text: string, [left, top]: Box, ground: string, ink: string): void {
  context.lineWidth = 4;
  context.strokeStyle = ground;
  context.strokeText(text, left, top + HALF);
  context.fillStyle = ink;
  context.fillText(text, left, top + HALF);
}

/** Beside, below or above its node, where all of it is in the picture; beside it if it is nowhere. */
function sides([x, y]: readonly [number, number], radius: number, wide: number, { width, height }: Extent): Box[] {
  const out = radius * 1.2 + 4;
  const middle = Math.max(0, Math.min(x - wide / 2, width - wide));
  const box = (left: number, at: number): Box => [left, at - HALF, left + wide, at + HALF];
  const all = [box(x + out, y), box(x - out - wide, y), box(middle, y + out + HALF), box(middle, y - out - HALF)];
  const inside = all.filter(([left, top, right, bottom]) => left >= 0 && top >= 0 && right <= width && bottom <= height);
  return inside.length > 0 ? inside : all.slice(0, 1);
}

const around = ([x, y]: readonly [number, number], radius: number): Box => [x - radius, y - radius, x + radius, y + radius];

const meet = (a: Box, b: Box): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
