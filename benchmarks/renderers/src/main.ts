// What benchmarks/drawing.py tells this page to do, and what it measures here.

import "./page.css";

import { generated, type Generated } from "./graph";

interface Measured {
  /** Milliseconds from the graph in memory to its first picture on the screen. */
  picture: number;
}

declare global {
  interface Window {
    measure: () => Promise<Measured>;
    /** The longest task of the main thread since it was last asked for, in milliseconds; tasks below 50 are not told. */
    longest: () => number;
    /** Count pictures from now on; returns how many there were and in how many milliseconds. */
    counting: () => () => { frames: number; milliseconds: number };
  }
}

type Draw = (stage: HTMLElement, graph: Generated) => Promise<void>;

const LIBRARIES = new Map<string, () => Promise<{ draw: Draw }>>([
  ["ours", () => import("./ours")],
  ["cytoscape", () => import("./cytoscape")],
  ["vis", () => import("./vis")],
]);

const asked = new URLSearchParams(location.search);
let longest = 0;
const observer = new PerformanceObserver((list) => note(list.getEntries()));
observer.observe({ type: "longtask" });

window.measure = async () => {
  const { draw } = (await LIBRARIES.get(asked.get("library") ?? "")?.()) ?? fail();
  const graph = generated(Number(asked.get("nodes")), 1);
  const stage = document.getElementById("stage") ?? fail();
  await painted();
  const start = performance.now();
  await draw(stage, graph);
  await painted();
  return { picture: performance.now() - start };
};

window.longest = () => {
  note(observer.takeRecords());
  const found = longest;
  longest = 0;
  return found;
};

window.counting = () => {
  const start = performance.now();
  let frames = 0;
  let going = true;
  const count = (): void => {
    frames += 1;
    if (going) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  return () => {
    going = false;
    return { frames, milliseconds: performance.now() - start };
  };
};

function note(entries: PerformanceEntryList): void {
  for (const { duration } of entries) longest = Math.max(longest, duration);
}

/** What was drawn is on the screen: the frame after the next has begun. */
async function painted(): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function fail(): never {
  throw new Error(`No such library: ${location.search}`);
}
