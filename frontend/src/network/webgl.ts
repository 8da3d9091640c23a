// A scene drawn by the graphics card, with sigma.

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeRectangleProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";

import { h } from "../dom";
import { KINDS } from "../kinds";
import { Labels } from "./labels";
import { stroke } from "./model";
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
    scene.nodes.forEach((_, i) => this.#graph.addNode(i, { x: scene.x[i] ?? 0, y: -(scene.y[i] ?? 0) }));
    scene.edges.forEach((_, i) => this.#graph.addEdgeWithKey(i, scene.ends[2 * i], scene.ends[2 * i + 1]));
    this.#labels = new Labels(scene);
    place.prepend(this.#ground);
    this.#sigma = new Sigma(this.#graph, this.#ground, {
      allowInvalidContainer: true,
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: ShapeProgram },
      nodeHoverProgramClasses: { shape: ShapeProgram },
      defaultEdgeType: "stroke",
      edgeProgramClasses: { stroke: StrokeProgram, thick: EdgeRectangleProgram },
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
    this.#ground.append(this.#names);
    this.#sigma.on("afterRender", () => this.#name());
  }

  refresh(what: "positions" | "looks" | "colours"): void {
    if (what === "colours") this.#colours = palette();
    if (what === "positions") {
      this.#graph.forEachNode((key, place) => {
        place["x"] = this.scene.x[Number(key)] ?? 0;
        place["y"] = -(this.scene.y[Number(key)] ?? 0);
      });
    }
    this.#sigma.refresh({ skipIndexation: false, schedule: true });
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

  #node(i: number): Partial<NodeDisplayData> {
    const node = this.scene.nodes[i];
    if (node === undefined) return {};
    const { hue, shape } = KINDS[node.kind];
    const look = this.scene.nodeLook[i];
    const data = {
      x: this.scene.x[i] ?? 0,
      y: -(this.scene.y[i] ?? 0),
      size: (this.scene.size[i] ?? 4) * (look === LOOK.selected ? 1.5 : 1),
      color: this.#tone(hue, look === LOOK.faded ? 0.2 : 1),
      shape: SHAPES.indexOf(shape),
      label: null,
    };
    return data;
  }

  #edge(i: number): Partial<EdgeDisplayData> {
    const [edge, look] = [this.scene.edges[i], this.scene.edgeLook[i]];
    if (edge === undefined) return {};
    const [width, hue] = [this.scene.width[i] ?? 1, this.scene.edgeHue(i)];
    const thick = look === LOOK.selected || look === LOOK.linked || width > 2;
    const data = {
      type: thick ? "thick" : "stroke",
      stroke: STROKES[stroke(edge)],
      size: look === LOOK.selected ? width + 3.5 : look === LOOK.linked ? width + 1.2 : width,
      color: this.#tone(hue, look === LOOK.faded ? 0.12 : look === LOOK.plain ? 0.55 : 1),
    };
    return data;
  }

  readonly #tones = new Map<string, string>();

  /** A colour, thinned with the ground: lines that cross must not add up. */
  #tone(hue: string, part: number): string {
    const [colour, ground] = [this.#colours.get(hue) ?? "#888888", this.#colours.get("card") ?? "#ffffff"];
    const key = `${colour} ${ground} ${part}`;
    const found = this.#tones.get(key) ?? mixed(colour, ground, part);
    this.#tones.set(key, found);
    return found;
  }

  /** Names are written above what the card drew, in the same way as on the plain canvas. */
  #name(): void {
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
    this.#labels.draw(context, [width, height], place, this.swelling(), this.#colours);
  }
}

/** A mixture of two colours written as #rrggbb. */
function mixed(colour: string, ground: string, part: number): string {
  const [one, other] = [colour, ground].map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  const parts = (one ?? []).map((value, i) => Math.round(value * part + (other?.[i] ?? 0) * (1 - part)));
  return `#${parts.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
