// A scene drawn by the graphics card, with sigma.

import Graph from "graphology";
import Sigma from "sigma";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";

import { h } from "../dom";
import { KINDS } from "../kinds";
import { Labels } from "./labels";
import { overlay } from "./overlay";
import { SHAPES, ShapeProgram, STROKES, StrokeProgram } from "./programs";
import type { Renderer } from "./renderer";
import { LOOK, type Palette, palette, type Scene } from "./scene";

export class WebGLRenderer implements Renderer {
  readonly name = "webgl";
  readonly #ground = h("div", { class: "webgl", "aria-hidden": "true" });
  readonly #graph = new Graph({ multi: true, type: "directed" });
  readonly #sigma: Sigma;
  readonly #names = h("canvas", { class: "names" });
  readonly #labels: Labels;
  #colours: Palette = palette();

  constructor(
    readonly scene: Scene,
    place: HTMLElement,
  ) {
    for (const i of scene.order) this.#graph.addNode(i, { x: scene.x[i] ?? 0, y: -(scene.y[i] ?? 0) });
    scene.edges.forEach((_, i) => this.#graph.addEdgeWithKey(i, scene.ends[2 * i], scene.ends[2 * i + 1]));
    this.#labels = new Labels(scene);
    place.prepend(this.#ground);
    this.#sigma = new Sigma(this.#graph, this.#ground, {
      allowInvalidContainer: true,
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: ShapeProgram },
      nodeHoverProgramClasses: { shape: ShapeProgram },
      defaultEdgeType: "stroke",
      edgeProgramClasses: { stroke: StrokeProgram },
      nodeReducer: (key) => this.#node(Number(key)),
      edgeReducer: (key) => this.#edge(Number(key)),
      renderLabels: false,
      defaultDrawNodeHover: () => undefined,
      stagePadding: 48,
      doubleClickZoomingRatio: 1,
      zoomDuration: 0,
      inertiaDuration: 0,
      enableCameraRotation: false,
    });
    // What is under the pointer hits.ts knows; sigma would read it back from the card at every move, which stops the page.
    this.#sigma.getMouseCaptor().removeAllListeners();
    this.#sigma.getTouchCaptor().removeAllListeners();
    this.#ground.append(this.#names);
    this.#sigma.on("afterRender", () => this.#above());
  }

  refresh(what: "positions" | "colours" | "names"): void {
    if (what === "names") {
      this.#above();
      return;
    }
    if (what === "colours") {
      this.#colours = palette();
      this.#tones = new Map();
    }
    if (what === "positions") {
      this.#graph.forEachNode((key, place) => {
        place["x"] = this.scene.x[Number(key)] ?? 0;
        place["y"] = -(this.scene.y[Number(key)] ?? 0);
      });
    }
    this.#sigma.refresh({ schedule: true });
  }

  relook(changed: { nodes: readonly number[]; edges: readonly number[] }): void {
    const partialGraph = { nodes: changed.nodes.map(String), edges: changed.edges.map(String) };
    this.#sigma.refresh({ partialGraph, skipIndexation: true, schedule: true });
  }

  busy(): boolean {
    return false;
  }

  fit(): void {
    this.#sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1 });
  }

  zoom(by: number): void {
    const camera = this.#sigma.getCamera();
    camera.setState({ ratio: Math.min(4, Math.max(1 / 60, camera.getState().ratio / by)) });
  }

  reveal(node: number): void {
    const place = this.#sigma.getNodeDisplayData(String(node));
    if (place === undefined) return;
    const { x, y } = this.#sigma.framedGraphToViewport(place);
    const { width, height } = this.#sigma.getDimensions();
    if (x < 40 || y < 40 || x > width - 40 || y > height - 40) this.#sigma.getCamera().setState({ x: place.x, y: place.y });
  }

  toScene(x: number, y: number): { x: number; y: number } {
    const place = this.#sigma.viewportToGraph({ x, y });
    return { x: place.x, y: -place.y };
  }

  scale(): number {
    const [one, other] = [this.toScene(0, 0), this.toScene(100, 0)];
    return 100 / Math.max(1e-9, Math.abs(other.x - one.x));
  }

  swelling(): number {
    return 1 / Math.sqrt(this.#sigma.getCamera().getState().ratio);
  }

  destroy(): void {
    this.#sigma.kill();
    this.#ground.remove();
  }

  #node(i: number): Partial<NodeDisplayData> & { shape: number } {
    const { hue, shape } = KINDS[this.scene.nodes[i]?.kind ?? "place"];
    return {
      x: this.scene.x[i] ?? 0,
      y: -(this.scene.y[i] ?? 0),
      size: this.scene.size[i] ?? 4,
      color: this.#tone(hue, this.scene.nodeLook[i] === LOOK.faded ? 0.2 : 1),
      label: null,
      shape: SHAPES.indexOf(shape),
    };
  }

  #edge(i: number): Partial<EdgeDisplayData> & { stroke: number } {
    const part = this.scene.edgeLook[i] === LOOK.faded ? 0.12 : 0.55;
    return { color: this.#tone(this.scene.hues[i] ?? "statement", part), stroke: STROKES[this.scene.strokes[i] ?? "solid"] };
  }

  #tones = new Map<number, Map<string, string>>();

  /** A colour, thinned with the ground: lines that cross must not add up. */
  #tone(hue: string, part: number): string {
    let tones = this.#tones.get(part);
    if (tones === undefined) this.#tones.set(part, (tones = new Map()));
    const found = tones.get(hue) ?? mixed(this.#colours.get(hue) ?? "#888888", this.#colours.get("card") ?? "#ffffff", part);
    tones.set(hue, found);
    return found;
  }

  /** What stands out, and the names, lie above what the card drew: the same as on the plain canvas. */
  #above(): void {
    const { width, height } = this.#sigma.getDimensions();
    const dense = Math.min(2, devicePixelRatio || 1);
    if (this.#names.width !== Math.round(width * dense) || this.#names.height !== Math.round(height * dense)) {
      this.#names.width = Math.round(width * dense);
      this.#names.height = Math.round(height * dense);
    }
    const context = this.#names.getContext("2d");
    if (context === null) return;
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.clearRect(0, 0, width, height);
    const place = (i: number): [number, number] => {
      const { x, y } = this.#sigma.graphToViewport({ x: this.scene.x[i] ?? 0, y: -(this.scene.y[i] ?? 0) });
      return [x, y];
    };
    overlay(context, this.scene, { width, height, swelling: this.swelling(), place }, this.#colours, this.#labels);
  }
}

/** A mixture of two colours written as #rrggbb. */
function mixed(colour: string, ground: string, part: number): string {
  const [one, other] = [colour, ground].map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  const parts = (one ?? []).map((value, i) => Math.round(value * part + (other?.[i] ?? 0) * (1 - part)));
  return `#${parts.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
