// What of a scene is at a point, and who is next in a direction.

import type { Renderer } from "./renderer";
import type { Scene } from "./scene";

export type Hit = { node: number } | { edge: number } | null;

/** How far from a line, in pixels, it is still meant. */
const NEAR = 6;

/** The node at a point of the element, else the nearest line, else nothing. */
export function hit(scene: Scene, renderer: Renderer, x: number, y: number): Hit {
  const node = nodeAt(scene, renderer, x, y);
  if (node !== null) return { node };
  const edge = edgeAt(scene, renderer, x, y);
  return edge === null ? null : { edge };
}

/** The node at a point: where several are, the one whose middle is nearest. */
export function nodeAt(scene: Scene, renderer: Renderer, x: number, y: number): number | null {
  const [point, scale, swelling] = [renderer.toScene(x, y), renderer.scale(), renderer.swelling()];
  let [found, nearest]: [number | null, number] = [null, Infinity];
  for (let i = 0; i < scene.x.length; i += 1) {
    const away = Math.hypot((scene.x[i] ?? 0) - point.x, (scene.y[i] ?? 0) - point.y) * scale;
    const reach = Math.max(5, (scene.size[i] ?? 4) * swelling + 2);
    if (away <= reach && away < nearest) [found, nearest] = [i, away];
  }
  return found;
}

function edgeAt(scene: Scene, renderer: Renderer, x: number, y: number): number | null {
  const [point, scale] = [renderer.toScene(x, y), renderer.scale()];
  let [found, nearest]: [number | null, number] = [null, NEAR];
  for (let i = 0; i < scene.edges.length; i += 1) {
    const [a, b] = [scene.ends[2 * i] ?? 0, scene.ends[2 * i + 1] ?? 0];
    const [ax, ay] = [scene.x[a] ?? 0, scene.y[a] ?? 0];
    const [dx, dy] = [(scene.x[b] ?? 0) - ax, (scene.y[b] ?? 0) - ay];
    const along = Math.min(1, Math.max(0, ((point.x - ax) * dx + (point.y - ay) * dy) / Math.max(1e-9, dx * dx + dy * dy)));
    const away = Math.hypot(point.x - ax - along * dx, point.y - ay - along * dy) * scale;
    if (away < nearest) [found, nearest] = [i, away];
  }
  return found;
}

const WAYS = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

/** Of the nodes linked to one, the nearest in the direction of an arrow key; null if the key is none. */
export function towards(scene: Scene, from: number, key: string): number | null {
  const [way, node] = [WAYS.get(key), scene.nodes[from]];
  if (way === undefined || node === undefined) return null;
  let [found, best] = [from, Infinity];
  for (const edge of scene.model.links(node.iri)) {
    const other = scene.index.get(scene.model.other(edge, node.iri).iri) ?? from;
    const [dx, dy] = [(scene.x[other] ?? 0) - (scene.x[from] ?? 0), (scene.y[other] ?? 0) - (scene.y[from] ?? 0)];
    const [length, ahead] = [Math.hypot(dx, dy), dx * (way[0] ?? 0) + dy * (way[1] ?? 0)];
    if (other === from || ahead < length * 0.5) continue; // more than 60 degrees off
    const cost = (length * length) / ahead;
    if (cost < best) [found, best] = [other, cost];
  }
  return found;
}
