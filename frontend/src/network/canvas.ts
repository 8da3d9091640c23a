// A scene on a plain canvas: for browsers without WebGL. Nodes and lines of one look are one path.

import { h } from "../dom";
import type { Shape } from "../kinds";
import { Labels } from "./labels";
import type { Stroke } from "./model";
import { DASHES, overlay } from "./overlay";
import type { Renderer } from "./renderer";
import { edgeGroups, LOOK, nodeGroups, type Palette, palette, type Scene } from "./scene";
import { trace } from "./shapes";
import { steer } from "./steer";

/** With more lines than this, moving shows the last picture moved; the new one follows when it rests. */
const SLOW = 1500;
const REST = 120;
const AT_ONCE = 300;
/** Nobody sees the shape of a smaller node, by its radius in pixels. */
const TINY = 2.6;

export class CanvasRenderer implements Renderer {
  readonly name = "canvas";
  readonly #canvas = h("canvas", { "aria-hidden": "true" });
  readonly #context: CanvasRenderingContext2D;
  readonly #watch: ResizeObserver;
  readonly #edgeGroups: [hue: string, style: Stroke, members: number[]][];
  readonly #nodeGroups: [shape: Shape, hue: string, members: number[]][];
  readonly #labels: Labels;
  #colours: Palette = palette();
  #frame = 0;
  #rest = 0;
  #camera = { x: 0, y: 0, scale: 1 };
  #whole = 1;
  /** The size of its place, in pixels of the page. */
  #width = 1;
  #height = 1;
  #free = false;
  #faded = false;
  #last: { picture: OffscreenCanvas; x: number; y: number; scale: number } | null = null;

  constructor(
    readonly scene: Scene,
    readonly place: HTMLElement,
  ) {
    const context = this.#canvas.getContext("2d");
    if (context === null) throw new Error("This browser has no canvas.");
    this.#context = context;
    this.#edgeGroups = edgeGroups(scene);
    this.#nodeGroups = nodeGroups(scene);
    this.#labels = new Labels(scene);
    place.prepend(this.#canvas);
    this.#watch = new ResizeObserver(() => this.#resize());
    this.#watch.observe(place);
    steer(place, this);
    this.#resize();
  }

  refresh(what: "positions" | "colours" | "names"): void {
    if (what === "colours") this.#colours = palette();
    if (what === "positions" && !this.#free) this.#center();
    if (what !== "names") this.#last = null;
    this.#schedule();
  }

  relook({ nodes, edges }: { nodes: readonly number[]; edges: readonly number[] }): void {
    const { nodeLook, edgeLook } = this.scene;
    // What only came to lie above the others is drawn above the same picture.
    const below = nodes.some((i) => nodeLook[i] === LOOK.faded) || edges.some((i) => edgeLook[i] === LOOK.faded);
    if (below || this.#faded) this.#last = null;
    this.#faded = below;
    this.#schedule();
  }

  fit(): void {
    this.#free = false;
    this.#center();
    this.#moved();
  }

  zoom(by: number, x = this.#width / 2, y = this.#height / 2): void {
    const before = this.toScene(x, y);
    this.#camera.scale = Math.min(this.#whole * 60, Math.max(this.#whole / 4, this.#camera.scale * by));
    const after = this.toScene(x, y);
    this.pan((after.x - before.x) * this.#camera.scale, (after.y - before.y) * this.#camera.scale);
  }

  /** Move by so many pixels. */
  pan(dx: number, dy: number): void {
    this.#free = true;
    this.#camera.x -= dx / this.#camera.scale;
    this.#camera.y -= dy / this.#camera.scale;
    this.#moved();
  }

  reveal(node: number): void {
    const [x, y] = this.#screen(node);
    const [width, height, room] = [this.#width, this.#height, 40];
    const over = (at: number, length: number): number => (at < room ? room - at : at > length - room ? length - room - at : 0);
    const [dx, dy] = [over(x, width), over(y, height)];
    if (dx !== 0 || dy !== 0) this.pan(dx, dy);
  }

  toScene(x: number, y: number): { x: number; y: number } {
    const { x: left, y: top, scale } = this.#camera;
    return { x: left + (x - this.#width / 2) / scale, y: top + (y - this.#height / 2) / scale };
  }

  scale(): number {
    return this.#camera.scale;
  }

  swelling(): number {
    return Math.min(3, Math.max(0.4, Math.sqrt(this.#camera.scale / this.#whole)));
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#watch.disconnect();
    this.#canvas.remove();
  }

  #screen(node: number): [number, number] {
    const { x, y, scale } = this.#camera;
    return [
      ((this.scene.x[node] ?? 0) - x) * scale + this.#width / 2,
      ((this.scene.y[node] ?? 0) - y) * scale + this.#height / 2,
    ];
  }

  #center(): void {
    const { left, top, width, height } = this.scene.bounds();
    const room = 48;
    const across = Math.max(40, this.#width - 2 * room) / width;
    const down = Math.max(40, this.#height - 2 * room) / height;
    this.#whole = Math.min(across, down, 60);
    this.#camera = { x: left + width / 2, y: top + height / 2, scale: this.#whole };
  }

  #resize(): void {
    const dense = Math.min(2, devicePixelRatio || 1);
    this.#width = Math.max(1, this.place.clientWidth);
    this.#height = Math.max(1, this.place.clientHeight);
    this.#canvas.width = Math.round(this.#width * dense);
    this.#canvas.height = Math.round(this.#height * dense);
    this.#last = null;
    if (!this.#free) this.#center();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#draw();
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** The camera moved: many lines follow when it rests. */
  #moved(): void {
    if (this.scene.edges.length <= SLOW || this.#last === null) {
      this.#schedule();
      return;
    }
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#shift());
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#schedule(), REST);
  }

  /** The last picture, where the camera is now. */
  #shift(): void {
    this.#frame = 0;
    if (this.#last === null) return;
    const { width, height } = this.#canvas;
    const by = this.#camera.scale / this.#last.scale;
    const dense = this.#dense();
    const x = (this.#last.x - this.#camera.x) * this.#camera.scale * dense + (width / 2) * (1 - by);
    const y = (this.#last.y - this.#camera.y) * this.#camera.scale * dense + (height / 2) * (1 - by);
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    this.#context.drawImage(this.#last.picture, x, y, width * by, height * by);
  }

  #draw(): void {
    this.#frame = 0;
    const { width, height } = this.#canvas;
    if (this.#last === null || this.#last.x !== this.#camera.x || this.#last.y !== this.#camera.y || this.#last.scale !== this.#camera.scale) {
      this.#wipe();
      for (const look of [LOOK.faded, LOOK.plain]) {
        this.#drawEdges(look);
        this.#drawNodes(look);
      }
      this.#context.globalAlpha = 1;
      if (this.scene.edges.length > SLOW) {
        const picture = this.#last?.picture ?? new OffscreenCanvas(width, height);
        const copy = picture.getContext("2d");
        copy?.clearRect(0, 0, width, height);
        copy?.drawImage(this.#canvas, 0, 0);
        this.#last = { picture, ...this.#camera };
      }
    } else {
      this.#context.setTransform(1, 0, 0, 1, 0, 0);
      this.#context.clearRect(0, 0, width, height);
      this.#context.drawImage(this.#last.picture, 0, 0);
      this.#context.setTransform(this.#dense(), 0, 0, this.#dense(), 0, 0);
    }
    const view = {
      width: this.#width, height: this.#height, swelling: this.swelling(),
      place: (i: number) => this.#screen(i),
    };
    overlay(this.#context, this.scene, view, this.#colours, this.#labels);
  }

  #dense(): number {
    return this.#canvas.width / this.#width;
  }

  #wipe(): void {
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#context.setTransform(this.#dense(), 0, 0, this.#dense(), 0, 0);
  }

  /** The lines of one look, a few hundred at a time: one path of all takes browsers far longer. */
  #drawEdges(look: number): void {
    const { ends, edgeLook, width, x, y } = this.scene;
    const { scale } = this.#camera;
    const [left, top] = [this.#width / 2 - this.#camera.x * scale, this.#height / 2 - this.#camera.y * scale];
    const context = this.#context;
    context.globalAlpha = look === LOOK.faded ? 0.12 : 0.55;
    context.lineWidth = this.scene.nodes.length > 300 ? 1 : 1.3;
    for (const [hue, style, members] of this.#edgeGroups) {
      context.strokeStyle = this.#colours.get(hue) ?? "";
      context.setLineDash(members.length <= SLOW ? DASHES[style] : []);
      let count = 0;
      context.beginPath();
      for (const i of members) {
        if ((edgeLook[i] === LOOK.faded) !== (look === LOOK.faded) || (width[i] ?? 1) > 2) continue;
        const [a, b] = [ends[2 * i] ?? 0, ends[2 * i + 1] ?? 0];
        context.moveTo((x[a] ?? 0) * scale + left, (y[a] ?? 0) * scale + top);
        context.lineTo((x[b] ?? 0) * scale + left, (y[b] ?? 0) * scale + top);
        count += 1;
        if (count % AT_ONCE !== 0) continue;
        context.stroke();
        context.beginPath();
      }
      context.stroke();
    }
    context.setLineDash([]);
  }

  #drawNodes(look: number): void {
    const { nodeLook, size } = this.scene;
    const [swelling, context] = [this.swelling(), this.#context];
    const [width, height] = [this.#width, this.#height];
    context.globalAlpha = look === LOOK.faded ? 0.2 : 1;
    context.strokeStyle = this.#colours.get("card") ?? "";
    context.lineWidth = 1;
    for (const [shape, hue, members] of this.#nodeGroups) {
      context.fillStyle = this.#colours.get(hue) ?? "";
      for (const i of members) {
        if ((nodeLook[i] === LOOK.faded) !== (look === LOOK.faded)) continue;
        const [x, y] = this.#screen(i);
        const radius = (size[i] ?? 4) * swelling;
        if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
        if (radius < TINY) {
          context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
          continue;
        }
        context.beginPath();
        trace(context, shape, x, y, radius);
        context.fill();
        if (this.scene.nodes.length <= SLOW) context.stroke();
      }
    }
  }
}
