// What lies above the mass of a picture, whoever drew that: what stands out, and the names.

import { KINDS } from "../kinds";
import type { Labels } from "./labels";
import type { Stroke } from "./model";
import { LOOK, type Palette, type Scene } from "./scene";
import { trace } from "./shapes";

/** Where a renderer puts the nodes. */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly swelling: number;
  place(node: number): readonly [number, number];
}

export const DASHES: Record<Stroke, number[]> = { solid: [], dashed: [7, 4], dotted: [1.5, 4] };

export function overlay(context: CanvasRenderingContext2D, scene: Scene, view: View, colours: Palette, labels: Labels): void {
  const above = new Set<number>();
  scene.nodeLook.forEach((look, i) => look === LOOK.selected && above.add(i));
  if (scene.at !== null) above.add(scene.at);
  for (const i of scene.strong) {
    const [a, b] = [scene.ends[2 * i] ?? 0, scene.ends[2 * i + 1] ?? 0];
    above.add(a).add(b);
    const selected = scene.edgeLook[i] === LOOK.selected;
    context.beginPath();
    context.moveTo(...view.place(a));
    context.lineTo(...view.place(b));
    context.setLineDash(DASHES[scene.strokes[i] ?? "solid"]);
    context.strokeStyle = colours.get(scene.hues[i] ?? "statement") ?? "";
    context.lineWidth = (scene.width[i] ?? 1) + (selected ? 3.5 : scene.edgeLook[i] === LOOK.linked ? 1 : 0);
    context.stroke();
  }
  context.setLineDash([]);
  for (const i of above) drawNode(context, scene, view, colours, i);
  labels.draw(context, view, colours);
}

function drawNode(context: CanvasRenderingContext2D, scene: Scene, view: View, colours: Palette, i: number): void {
  const node = scene.nodes[i];
  if (node === undefined) return;
  const [selected, faded] = [scene.nodeLook[i] === LOOK.selected, scene.nodeLook[i] === LOOK.faded];
  const stands = selected || i === scene.at;
  context.beginPath();
  trace(context, KINDS[node.kind].shape, ...view.place(i), (scene.size[i] ?? 4) * view.swelling * (selected ? 1.35 : 1));
  context.globalAlpha = faded && !stands ? 0.4 : 1;
  context.fillStyle = colours.get(KINDS[node.kind].hue) ?? "";
  context.strokeStyle = colours.get(stands ? "ink" : "card") ?? "";
  context.lineWidth = selected ? 3 : stands ? 2 : 1;
  context.fill();
  context.stroke();
  context.globalAlpha = 1;
}
