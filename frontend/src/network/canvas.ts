// A scene on a plain canvas: for browsers without WebGL. A large one is painted out of sight, a slice at a time, while
// the last picture moves along; so no task of the page is a long one.

import { h } from "../dom";
import { Labels } from "./labels";
import { overlay } from "./overlay";
import { type Frame, painted, SLOW } from "./painting";
import type { Renderer } from "./renderer";
import { edgeGroups, LOOK, type Palette, palette, type Scene } from "./scene";
import { steer } from "./steer";

/** Milliseconds until a picture that is moved counts as resting, and of a slice of painting. */
const REST = 120;
const SLICE = 12;

interface Picture {
  picture: OffscreenCanvas;
  x: number;
  y: number;
  scale: number;
}

export class CanvasRenderer implements Renderer {
  readonly name = "canvas";
  readonly #canvas = h("canvas", { "aria-hidden": "true" });
  readonly #context: CanvasRenderingContext2D;
  readonly #watch: ResizeObserver;
  readonly #groups: ReturnType<typeof edgeGroups>;
  readonly #labels: Labels;
  #colours: Palette = palette();
  #frame = 0;
  /** The timer of the next slice. */
  #work = 0;
  #camera = { x: 0, y: 0, scale: 1 };
  #whole = 1;
  /** The size of its place, in pixels of the page. */
  #width = 1;
  #height = 1;
  #free = false;
  #faded = false;
  /** Of a large scene: its mass, as it was painted for a camera. */
  #last: Picture | null = null;

  constructor(
    readonly scene: Scene,
    readonly place: HTMLElement,
  ) {
    const context = this.#canvas.getContext("2d");
    if (context === null) throw new Error("This browser has no canvas.");
    this.#context = context;
    this.#groups = edgeGroups(scene);
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
    if (what === "names") this.#schedule();
    else this.#paintAfter(0);
  }

  relook({ nodes, edges }: { nodes: readonly number[]; edges: readonly number[] }): void {
    const { nodeLook, edgeLook } = this.scene;
    // What only came to lie above the others is drawn above the same picture.
    const below = nodes.some((i) => nodeLook[i] === LOOK.faded) || edges.some((i) => edgeLook[i] === LOOK.faded);
    if (below || this.#faded) this.#paintAfter(0);
    else this.#schedule();
    this.#faded = below;
  }

  busy(): boolean {
    return this.#work !== 0;
  }

  fit(): void {
    this.#free = false;
    this.#center();
    this.#paintAfter(REST);
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
    this.#paintAfter(REST);
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
    clearTimeout(this.#work);
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
    if (!this.#free) this.#center();
    cancelAnimationFrame(this.#frame);
    this.#draw();
    this.#paintAfter(REST);
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Draw what there is, and paint a large scene anew as soon as that much time has passed without another change. */
  #paintAfter(milliseconds: number): void {
    this.#schedule();
    clearTimeout(this.#work);
    if (this.#last !== null) this.#work = setTimeout(() => this.#paint(), milliseconds);
  }

  #draw(): void {
    this.#frame = 0;
    if (this.scene.edges.length <= SLOW) {
      this.#wipe();
      for (const _ of this.#mass(this.#context));
    } else {
      this.#last ??= this.#first();
      this.#place(this.#last);
      const { x, y, scale } = this.#last;
      if (x !== this.#camera.x || y !== this.#camera.y || scale !== this.#camera.scale) return; // still moving
    }
    const view = {
      width: this.#width, height: this.#height, swelling: this.swelling(),
      place: (i: number) => this.#screen(i),
    };
    overlay(this.#context, this.scene, view, this.#colours, this.#labels);
  }

  /** The first picture of a large scene, at once: there is none to show meanwhile. */
  #first(): Picture {
    const { picture, context } = this.#sheet();
    for (const _ of this.#mass(context));
    return { picture, ...this.#camera };
  }

  #paint(): void {
    const { picture, context } = this.#sheet();
    const [camera, steps] = [{ ...this.#camera }, this.#mass(context)];
    const slice = (): void => {
      const until = performance.now() + SLICE;
      while (performance.now() < until) {
        if (steps.next().done === true) {
          this.#last = { picture, ...camera };
          this.#work = 0;
          this.#schedule();
          return;
        }
        context.getImageData(0, 0, 1, 1); // a canvas only notes down what to draw; asked for a pixel, it draws
      }
      this.#work = setTimeout(slice);
    };
    slice();
  }

  /** A canvas out of sight. */
  #sheet(): { picture: OffscreenCanvas; context: OffscreenCanvasRenderingContext2D } {
    const picture = new OffscreenCanvas(this.#canvas.width, this.#canvas.height);
    const context = picture.getContext("2d", { willReadFrequently: true });
    if (context === null) throw new Error("This browser has no canvas.");
    context.setTransform(this.#dense(), 0, 0, this.#dense(), 0, 0);
    return { picture, context };
  }

  #mass(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D): Generator<void, void> {
    const { x, y, scale } = this.#camera;
    const [width, height] = [this.#width, this.#height];
    const frame: Frame = {
      width, height, scale, left: width / 2 - x * scale, top: height / 2 - y * scale, swelling: this.swelling(),
    };
    return painted(context, this.scene, this.#groups, frame, this.#colours);
  }

  /** A picture, where the camera is now. */
  #place({ picture, x, y, scale }: Picture): void {
    const by = this.#camera.scale / scale;
    const [across, down] = [x - this.#camera.x, y - this.#camera.y].map((way) => way * this.#camera.scale * this.#dense());
    const { width, height } = this.#canvas;
    this.#wipe();
    this.#context.resetTransform();
    this.#context.drawImage(
      picture,
      width / 2 + (across ?? 0) - (picture.width / 2) * by, height / 2 + (down ?? 0) - (picture.height / 2) * by,
      picture.width * by, picture.height * by,
    );
    this.#context.setTransform(this.#dense(), 0, 0, this.#dense(), 0, 0);
  }

  #dense(): number {
    return this.#canvas.width / this.#width;
  }

  #wipe(): void {
    this.#context.resetTransform();
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#context.setTransform(this.#dense(), 0, 0, this.#dense(), 0, 0);
  }
}
