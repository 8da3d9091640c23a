// The force layout: many nodes, drawn by WebGL or on a canvas, walked by pointer and by keyboard.

import { announce } from "../announce";
import { cut, h } from "../dom";
import { CanvasRenderer } from "./canvas";
import { type Choice, choose, TRIAL } from "./chooser";
import { hit, nodeAt, towards } from "./hits";
import type { Model, Part } from "./model";
import type { Acts, Picture, Weights } from "./picture";
import { type Known, settle, start } from "./placing";
import type { Renderer } from "./renderer";
import { LOOK, Scene } from "./scene";
import { asSVG } from "./scenesvg";

const NONE: Part = { nodes: new Set(), edges: new Set() };

/** A picture that knows where its nodes are, for the next one to begin there. */
export interface ForcePicture extends Picture {
  places(): Known;
  /** Kept when forces have placed the nodes a first time and that is drawn. */
  readonly ready: Promise<void>;
}

export async function forcePicture(model: Model, acts: Acts, weights: Weights, known: Known): Promise<ForcePicture> {
  const scene = new Scene(model, weights);
  start(scene, known);
  const element = h("div", {
    class: "force drawing", tabindex: 0, role: "application",
    "aria-label": `Network of ${scene.nodes.length} things. Arrow keys walk along links, e goes through the links of one, Enter selects.`,
  });
  const choice = choose();
  let renderer = await rendering(scene, element, choice);
  element.dataset["renderer"] = renderer.name;
  let part: { selected: Part; kept: Part | null } = { selected: NONE, kept: null };

  const strengths = Float32Array.from(scene.edges, ({ key }) => weights.get(key) ?? 1);
  const familiar = scene.nodes.filter(({ iri }) => known.has(iri)).length > scene.nodes.length / 2;
  element.setAttribute("aria-busy", "true");
  const drawnOnce = signal();
  const whole = (): void => void requestAnimationFrame(renderer.busy() ? whole : drawnOnce.give);
  const stop = settle(scene, strengths, familiar, (done) => {
    renderer.refresh("positions");
    requestAnimationFrame(whole);
    setTimeout(drawnOnce.give, 1000); // a page out of sight has no frames
    if (!done) return;
    element.removeAttribute("aria-busy");
    reveal();
  });
  const theme = matchMedia("(prefers-color-scheme: dark)");
  const repaint = (): void => renderer.refresh("colours");
  theme.addEventListener("change", repaint);
  if (renderer.name === "webgl" && !choice.forced) void trial(() => renderer, element, () => {
    renderer.destroy();
    renderer = new CanvasRenderer(scene, element);
    element.dataset["renderer"] = renderer.name;
  });
  point(scene, () => renderer, element, acts);
  keys(scene, () => renderer, element, acts);

  const look = (): void => {
    renderer.relook(scene.look(part.selected, part.kept));
  };
  const reveal = (): void => {
    const index = scene.index.get([...part.selected.nodes][0] ?? "");
    if (index !== undefined) renderer.reveal(index);
  };
  return {
    element,
    ready: drawnOnce.given,
    select: (selected, toSee) => {
      part = { ...part, selected };
      const index = scene.index.get([...selected.nodes][0] ?? "");
      if (index !== undefined) scene.at = index;
      look();
      if (toSee) reveal();
    },
    focus: (kept) => {
      part = { ...part, kept };
      look();
    },
    zoom: (by) => renderer.zoom(by),
    fit: () => renderer.fit(),
    toSVG: () => asSVG(scene),
    places: () => new Map(scene.nodes.map(({ iri }, i) => [iri, [scene.x[i] ?? 0, scene.y[i] ?? 0]])),
    destroy: () => {
      stop();
      drawnOnce.give();
      theme.removeEventListener("change", repaint);
      renderer.destroy();
    },
  };
}

function signal(): { given: Promise<void>; give: () => void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

async function rendering(scene: Scene, element: HTMLElement, choice: Choice): Promise<Renderer> {
  if (choice.name === "webgl") {
    try {
      const { WebGLRenderer } = await import("./webgl");
      return new WebGLRenderer(scene, element);
    } catch {
      element.replaceChildren(); // The context was refused: what follows needs none.
    }
  }
  return new CanvasRenderer(scene, element);
}

/** Some frames with WebGL; if they take long, something else draws. */
async function trial(renderer: () => Renderer, element: HTMLElement, giveUp: () => void): Promise<void> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  const begun = await frame();
  let now = begun;
  for (let i = 0; i < TRIAL.frames; i += 1) {
    if (!element.isConnected) return;
    renderer().refresh("positions");
    now = await frame();
  }
  if ((now - begun) / TRIAL.frames > TRIAL.milliseconds) giveUp();
}

function point(scene: Scene, renderer: () => Renderer, element: HTMLElement, acts: Acts): void {
  let down = { x: 0, y: 0 };
  const place = (event: MouseEvent): [number, number] => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  element.addEventListener("pointerdown", (event) => {
    down = { x: event.clientX, y: event.clientY };
  }, { capture: true });
  const pick = (event: MouseEvent, open: boolean): void => {
    if (Math.hypot(event.clientX - down.x, event.clientY - down.y) > 5) return;
    const found = hit(scene, renderer(), ...place(event));
    const node = found !== null && "node" in found ? scene.nodes[found.node] : undefined;
    const edge = found !== null && "edge" in found ? scene.edges[found.edge] : undefined;
    if (node !== undefined) acts.node(node, { open, shift: event.shiftKey });
    else if (edge !== undefined) acts.edge(edge);
    else if (!open) acts.nothing();
  };
  element.addEventListener("click", (event) => pick(event, false));
  element.addEventListener("dblclick", (event) => pick(event, true));
  element.addEventListener("pointermove", (event) => {
    if (event.buttons !== 0) return;
    const over = nodeAt(scene, renderer(), ...place(event));
    if (over === scene.at) return;
    scene.at = over;
    element.title = over === null ? "" : cut(scene.nodes[over]?.label ?? "", 300);
    element.classList.toggle("over", over !== null);
    renderer().refresh("names");
  });
}

function keys(scene: Scene, renderer: () => Renderer, element: HTMLElement, acts: Acts): void {
  let here: number | null = null;
  let edge: number | null = null;
  const { model } = scene;

  const go = (node: number): void => {
    [here, edge] = [node, null];
    scene.at = node;
    renderer().reveal(node);
    renderer().refresh("names");
    const found = scene.nodes[node];
    if (found !== undefined) announce(model.nodeWords(found));
  };
  const largest = (): number => scene.size.reduce((best, size, i) => (size > (scene.size[best] ?? 0) ? i : best), 0);
  const through = (by: number): void => {
    const links = model.links(scene.nodes[here ?? 0]?.iri ?? "");
    if (links.length === 0) return;
    edge = edge === null ? (by > 0 ? 0 : links.length - 1) : (edge + by + links.length) % links.length;
    const found = links[edge];
    if (found !== undefined) announce(model.edgeWords(found));
  };
  const enter = (event: KeyboardEvent): void => {
    const node = scene.nodes[here ?? largest()];
    const link = edge === null || node === undefined ? undefined : model.links(node.iri)[edge];
    if (link !== undefined) acts.edge(link);
    else if (node !== undefined) acts.node(node, { open: scene.nodeLook[here ?? -1] === LOOK.selected, shift: event.shiftKey });
  };
  element.addEventListener("focus", () => {
    if (!element.matches(":focus-visible")) return;
    const selected = scene.nodeLook.indexOf(LOOK.selected);
    go(selected >= 0 ? selected : (here ?? largest()));
  });
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = here ?? largest();
    const next = event.key === "Home" ? largest() : towards(scene, from, event.key);
    if (next !== null) go(next);
    else if (event.key === "e" || event.key === "E") through(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" || event.key === " ") enter(event);
    else if (event.key === "Escape" && edge !== null) edge = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
