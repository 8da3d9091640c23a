// Communities as circles that can be opened: the first picture of the whole base, never the raw hairball.

import { cut, h, s } from "../dom";
import { letters, written } from "../events";
import { ownWorker } from "../workers";
import type { Base } from "./base";
import type { Links } from "./louvain";
import louvain from "./louvain.ts?worker&url";

export interface Community {
  /** Its nodes by IRI, the best linked first. */
  nodes: string[];
  labels: string[];
}

interface Circle {
  x: number;
  y: number;
  radius: number;
}

interface Room {
  width: number;
  height: number;
}

interface Box extends Room {
  left: number;
  top: number;
}

const SHOWN = 13;
const GAP = 5;
const [SMALLEST, LARGEST] = [56, 116];
/** From this radius on a label may take two lines. */
const ROOMY = 72;

/** The communities of the base, the largest first, and how many links there are between each two. */
export async function communities(base: Base): Promise<{ found: Community[]; links: Map<string, number> }> {
  const of = await sorted({ count: base.size, edges: base.packed.edges });
  const groups = new Map<number, number[]>();
  of.forEach((community, number) => {
    const group = groups.get(community);
    if (group !== undefined) group.push(number);
    else if (community >= 0) groups.set(community, [number]);
  });
  const ranked = [...groups].sort(([, one], [, other]) => other.length - one.length || (one[0] ?? 0) - (other[0] ?? 0));
  const rank = new Map(ranked.map(([community], index) => [community, index]));
  const links = new Map<string, number>();
  for (const [one, other] of base.packed.edges) {
    const ends = [rank.get(of[one] ?? -1), rank.get(of[other] ?? -1)].sort();
    if (ends[0] === ends[1]) continue;
    const key = ends.join(" ");
    links.set(key, (links.get(key) ?? 0) + 1);
  }
  return { found: ranked.map(([, numbers]) => described(base, numbers)), links };
}

function sorted(links: Links): Promise<Int32Array> {
  const worker = ownWorker(louvain);
  return new Promise<Int32Array>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Int32Array>) => resolve(data);
    worker.onerror = () => reject(new Error("The communities could not be found"));
    worker.postMessage(links);
  }).finally(() => worker.terminate());
}

/** A community by its best linked nodes. Events are often just called "rally", so names of others come first. */
function described(base: Base, numbers: number[]): Community {
  const strongest = numbers.sort((one, other) => base.degree(other) - base.degree(one) || one - other);
  const { kind, label } = base.packed.nodes;
  const named = [...strongest].sort((one, other) => Number(kind[one] === "event") - Number(kind[other] === "event"));
  const labels = new Map<string, string>();
  for (const number of named) {
    const name = label[number] ?? "";
    labels.set(letters(name), written(labels.get(letters(name)) ?? name, name));
  }
  return { nodes: strongest.map((number) => base.iri(number)), labels: [...labels.values()].slice(0, 3) };
}

/** The circles, each a button, over the lines between them; narrow pages show them as a list. */
export function circles(
  { found, links }: { found: Community[]; links: Map<string, number> },
  room: Room,
  open: (community: Community) => void,
): HTMLElement {
  const shown = found.slice(0, SHOWN);
  const { placed, left, top, width, height } = fitted(shown, room);
  const lines = s("svg", { class: "between", width, height, "aria-hidden": "true" });
  for (const [key, count] of links) {
    const [one, other] = key.split(" ").map((index) => placed[Number(index)]);
    if (!one || !other) continue;
    const ends = { x1: one.x - left, y1: one.y - top, x2: other.x - left, y2: other.y - top };
    lines.append(s("line", { ...ends, "stroke-width": 1 + Math.min(6, Math.log2(count)) }));
  }
  const items = shown.map((community, index) => {
    const circle = placed[index] ?? { x: 0, y: 0, radius: 40 };
    const item = h("li", { class: circle.radius > ROOMY ? "roomy" : null }, bubble(community, open));
    item.style.setProperty("--x", `${circle.x - circle.radius - left}px`);
    item.style.setProperty("--y", `${circle.y - circle.radius - top}px`);
    item.style.setProperty("--size", `${2 * circle.radius}px`);
    return item;
  });
  const element = h("div", { class: "bubbles" }, lines, h("ul", {}, ...items));
  element.style.setProperty("--width", `${width}px`);
  element.style.setProperty("--height", `${height}px`);
  const rest = found.length - shown.length;
  const note = rest > 0 ? h("p", { class: "quiet" }, `and ${rest} smaller ones, which the search finds`) : null;
  return h("div", {}, element, note);
}

function bubble(community: Community, open: (community: Community) => void): HTMLElement {
  const labels = community.labels.map((label) => h("bdi", { class: "name" }, cut(label, 32)));
  const size = h("span", { class: "size" }, String(community.nodes.length), h("span", { class: "hidden" }, " things:"));
  return h("button", { type: "button", class: "bubble", onclick: () => open(community) }, size, ...labels);
}

/** Circles that fit into the width of the room, as large as that allows; text needs some room in each. */
function fitted(shown: readonly Community[], room: Room): { placed: Circle[] } & Box {
  const largest = Math.max(1, ...shown.map(({ nodes }) => nodes.length));
  for (let size = LARGEST; ; size -= 6) {
    const radii = shown.map(({ nodes }) => Math.max(SMALLEST, size * Math.sqrt(nodes.length / largest)));
    const placed = packed(radii, room);
    const box = around(placed);
    const low = box.height <= room.height || size <= 94; // rather scrolled down than all alike small
    if ((box.width <= room.width && low) || size <= SMALLEST) return { placed, ...box };
  }
}

function around(placed: readonly Circle[]): Box {
  const left = Math.min(...placed.map(({ x, radius }) => x - radius));
  const top = Math.min(...placed.map(({ y, radius }) => y - radius));
  const right = Math.max(...placed.map(({ x, radius }) => x + radius));
  const bottom = Math.max(...placed.map(({ y, radius }) => y + radius));
  return { left, top, width: right - left, height: bottom - top };
}

/** Circles side by side, the first in the middle: each goes to the first free spot of a spiral as wide as the room is. */
function packed(radii: number[], room: Room): Circle[] {
  const wide = Math.min(2.6, Math.max(0.8, room.width / Math.max(1, room.height)));
  const placed: Circle[] = [];
  for (const radius of radii) {
    for (let turn = 0; ; turn += 1) {
      const angle = 2.399963 * turn; // the golden angle: no direction is searched twice
      const away = 2.5 * Math.sqrt(turn);
      const [x, y] = [away * Math.cos(angle) * Math.sqrt(wide), (away * Math.sin(angle)) / Math.sqrt(wide)];
      if (placed.every((other) => Math.hypot(x - other.x, y - other.y) >= radius + other.radius + GAP)) {
        placed.push({ x, y, radius });
        break;
      }
    }
  }
  return placed;
}
