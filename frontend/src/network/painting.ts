// The mass of a scene on a plain canvas, in steps, so that a page with much to draw gets its turn between them.

import { KINDS } from "../kinds";
import { DASHES } from "./overlay";
import { type edgeGroups, LOOK, type Palette, type Scene } from "./scene";
import { trace } from "./shapes";

/** With more lines than this, nodes have no rim and lines no dashes. */
export const SLOW = 1500;
/** One path of all lines takes browsers far longer than many of a few hundred. */
const AT_ONCE = 300;
const STEP = 1500;
/** Nobody sees the shape of a smaller node, by its radius in pixels. */
const TINY = 2.6;

/** Where things are on the canvas, in pixels of the page. */
export interface Frame {
  width: number;
  height: number;
  /** Of the scene's origin. */
  left: number;
  top: number;
  scale: number;
  swelling: number;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draw lines and nodes, first what is faded; every step is a part of it. */
export function* painted(
  context: Context, scene: Scene, groups: ReturnType<typeof edgeGroups>, frame: Frame, colours: Palette,
): Generator<void, void> {
  for (const faded of [true, false]) {
    yield* lines(context, scene, groups, frame, colours, faded);
    yield* nodes(context, scene, frame, colours, faded);
  }
  context.globalAlpha = 1;
}

function* lines(
  context: Context, scene: Scene, groups: ReturnType<typeof edgeGroups>, frame: Frame, colours: Palette, faded: boolean,
): Generator<void, void> {
  const { ends, edgeLook, width, x, y } = scene;
  const { left, top, scale } = frame;
  context.globalAlpha = faded ? 0.12 : 0.55;
  context.lineWidth = scene.nodes.length > 300 ? 1 : 1.3;
  for (const [hue, style, members] of groups) {
    context.strokeStyle = colours.get(hue) ?? "";
    context.setLineDash(members.length <= SLOW ? DASHES[style] : []);
    let count = 0;
    context.beginPath();
    for (const i of members) {
      if ((edgeLook[i] === LOOK.faded) !== faded || (width[i] ?? 1) > 2) continue;
      const [a, b] = [ends[2 * i] ?? 0, ends[2 * i + 1] ?? 0];
      context.moveTo((x[a] ?? 0) * scale + left, (y[a] ?? 0) * scale + top);
      context.lineTo((x[b] ?? 0) * scale + left, (y[b] ?? 0) * scale + top);
      count += 1;
      if (count % AT_ONCE !== 0) continue;
      context.stroke();
      context.beginPath();
      if (count % STEP === 0) yield;
    }
    context.stroke();
  }
  context.setLineDash([]);
}

function* nodes(context: Context, scene: Scene, frame: Frame, colours: Palette, faded: boolean): Generator<void, void> {
  const { nodeLook, size, x, y } = scene;
  const { left, top, scale, swelling, width, height } = frame;
  context.globalAlpha = faded ? 0.2 : 1;
  context.strokeStyle = colours.get("card") ?? "";
  context.lineWidth = 1;
  let count = 0;
  for (const i of scene.order) {
    if ((nodeLook[i] === LOOK.faded) !== faded) continue;
    count += 1;
    if (count % STEP === 0) yield;
    const [across, down] = [(x[i] ?? 0) * scale + left, (y[i] ?? 0) * scale + top];
    const radius = (size[i] ?? 4) * swelling;
    if (across < -radius || down < -radius || across > width + radius || down > height + radius) continue;
    const { hue, shape } = KINDS[scene.nodes[i]?.kind ?? "place"];
    context.fillStyle = colours.get(hue) ?? "";
    if (radius < TINY) {
      context.fillRect(across - radius, down - radius, 2 * radius, 2 * radius);
      continue;
    }
    context.beginPath();
    trace(context, shape, across, down, radius);
    context.fill();
    if (scene.nodes.length <= SLOW) context.stroke();
  }
}
