// Where the nodes of a scene go: starting places that follow from their names, then forces, in a worker.

import { ownWorker } from "../workers";
import type { Placed, Task } from "./forces";
import address from "./forces?worker&url";
import type { Scene } from "./scene";

export type Known = ReadonlyMap<string, readonly [number, number]>;

/** Give every node its first place: where it was before, else near those it is linked to, else by its name. */
export function start(scene: Scene, known: Known): void {
  const spread = 10 * Math.sqrt(scene.nodes.length);
  scene.nodes.forEach(({ iri }, i) => {
    const [angle, way] = [2 * Math.PI * hashed(iri, 1), Math.sqrt(hashed(iri, 2))];
    const before = known.get(iri);
    const friends = before === undefined ? neighbours(scene, iri, known) : [];
    const [x, y] = before ?? middle(friends);
    const reach = before !== undefined ? 0 : friends.length > 0 ? spread / 8 : spread;
    scene.x[i] = x + reach * way * Math.cos(angle);
    scene.y[i] = y + reach * way * Math.sin(angle);
  });
}

/** Let forces move the nodes; `moved` is called with pictures on the way and at the end. Returns what stops it. */
export function settle(scene: Scene, weights: Float32Array, gently: boolean, moved: (done: boolean) => void): () => void {
  const order = scene.nodes.length;
  const worker = ownWorker(address);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const task: Task = {
    x: scene.x.slice(), y: scene.y.slice(), ends: scene.ends.slice(), weights,
    steps: Math.ceil(steps(order) * (gently ? 0.4 : 1)),
    every: still || order > 5000 ? null : 60 + order / 10,
  };
  worker.onmessage = ({ data }: MessageEvent<Placed>) => {
    scene.x.set(data.x);
    scene.y.set(data.y);
    if (data.done) worker.terminate();
    moved(data.done);
  };
  worker.postMessage(task, [task.x.buffer, task.y.buffer, task.ends.buffer]);
  return () => worker.terminate();
}

const steps = (order: number): number => (order <= 500 ? 500 : order <= 2000 ? 300 : order <= 20_000 ? 120 : 50);

function neighbours(scene: Scene, iri: string, known: Known): (readonly [number, number])[] {
  if (known.size === 0) return [];
  const others = scene.model.links(iri).map((edge) => known.get(scene.model.other(edge, iri).iri));
  return others.filter((place) => place !== undefined);
}

function middle(places: readonly (readonly [number, number])[]): [number, number] {
  const count = Math.max(1, places.length);
  return [places.reduce((sum, [x]) => sum + x, 0) / count, places.reduce((sum, [, y]) => sum + y, 0) / count];
}

/** A number from 0 to 1 that follows from a text (FNV-1a, mixed). */
function hashed(text: string, salt: number): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
