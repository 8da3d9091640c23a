// A scene on a plain canvas: for browsers without WebGL. Nodes and lines of one look are one path.

import { h } from "../dom";
import { KINDS } from "../kinds";
import { Labels } from "./labels";
import { stroke } from "./model";
import type { Renderer } from "./renderer";
import { LOOK, type Palette, palette, type Scene } from "./scene";
import { trace } from "./shapes";

/** With more lines than this, moving shows the last picture moved; the new one follows when it rests. */
const SLOW = 6000;
const REST = 120;
const DASHES: Record<string, number[]> = { solid: [], dashed: [7, 4], dotted: [1.5, 4] };

export class CanvasRenderer implements Renderer {
  readonly name = "canvas";
  readonly #canvas = h("canvas", { "aria-hidden": "true" });
  readonly #context: CanvasRenderingContext2D;
  readonly #watch: ResizeObserver;
  readonly #edgeGroups: [hue: string, style: string, members: number[]][];
  readonly #labels: Labels;
  #colours: Palette = palette();
  #frame = 0;
  #rest = 0;
  #camera = { x: 0, y: 0, scale: 1 };
  #whole = 1;
  #free = false;
  #last: { picture: OffscreenCanvas; x: number; y: number; scale: number } | null = null;

  constructor(
    readonly scene: Scene,
    readonly place: HTMLElement,
  ) {
    const context = this.#canvas.getContext("2d");
    if (context === null) throw new Error("This browser has no canvas.");
    this.#context = context;
    this.#edgeGroups = grouped(scene);
    this.#labels = new Labels(scene);
    place.prepend(this.#canvas);
    this.#watch = new ResizeObserver(() => this.#resize());
    this.#watch.observe(place);
    steer(place, this);
    this.#resize();
  }

  refresh(what: "positions" | "looks" | "colours"): void {
    if (what === "colours") this.#colours = palette();
    if (what === "positions" && !this.#free) this.#center();
    this.#last = null;
    this.#schedule();
  }

  fit(): void {
    this.#free = false;
    this.#center();
    this.#moved();
  }

  zoom(by: number, x = this.place.clientWidth / 2, y = this.place.clientHeight / 2): void {
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
    const [width, height, room] = [this.place.clientWidth, this.place.clientHeight, 40];
    const over = (at: number, length: number): number => (at < room ? room - at : at > length - room ? length - room - at : 0);
    const [dx, dy] = [over(x, width), over(y, height)];
    if (dx !== 0 || dy !== 0) this.pan(dx, dy);
  }

  toScene(x: number, y: number): { x: number; y: number } {
    const { x: left, y: top, scale } = this.#camera;
    return { x: left + (x - this.place.clientWidth / 2) / scale, y: top + (y - this.place.clientHeight / 2) / scale };
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
      ((this.scene.x[node] ?? 0) - x) * scale + this.place.clientWidth / 2,
      ((this.scene.y[node] ?? 0) - y) * scale + this.place.clientHeight / 2,
    ];
  }

  #center(): void {
    const { left, top, width, height } = this.scene.bounds();
    const room = 48;
    const across = Math.max(40, this.place.clientWidth - 2 * room) / width;
    const down = Math.max(40, this.place.clientHeight - 2 * room) / height;
    this.#whole = Math.min(across, down, 60);
    this.#camera = { x: left + width / 2, y: top + height / 2, scale: this.#whole };
  }

  #resize(): void {
    const dense = Math.min(2, devicePixelRatio || 1);
    this.#canvas.width = Math.max(1, Math.round(this.place.clientWidth * dense));
    this.#canvas.height = Math.max(1, Math.round(this.place.clientHeight * dense));
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
    const dense = width / Math.max(1, this.place.clientWidth);
    const x = (this.#last.x - this.#camera.x) * this.#camera.scale * dense + (width / 2) * (1 - by);
    const y = (this.#last.y - this.#camera.y) * this.#camera.scale * dense + (height / 2) * (1 - by);
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    this.#context.drawImage(this.#last.picture, x, y, width * by, height * by);
  }

  #draw(): void {
    this.#frame = 0;
    const { width, height } = this.#canvas;
    const dense = width / Math.max(1, this.place.clientWidth);
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    this.#context.setTransform(dense, 0, 0, dense, 0, 0);
    for (const look of [LOOK.faded, LOOK.plain, LOOK.linked, LOOK.selected]) this.#drawEdges(look);
    for (const look of [LOOK.faded, LOOK.plain, LOOK.selected]) this.#drawNodes(look);
    this.#context.globalAlpha = 1;
    this.#labels.draw(this.#context, [this.place.clientWidth, this.place.clientHeight], (i) => this.#screen(i), this.swelling(), this.#colours);
    if (this.scene.edges.length <= SLOW) return;
    const picture = this.#last?.picture ?? new OffscreenCanvas(width, height);
    const copy = picture.getContext("2d");
    copy?.clearRect(0, 0, width, height);
    copy?.drawImage(this.#canvas, 0, 0);
    this.#last = { picture, ...this.#camera };
  }

  #drawEdges(look: number): void {
    const { ends, edgeLook, width } = this.scene;
    const context = this.#context;
    context.globalAlpha = look === LOOK.faded ? 0.12 : look === LOOK.plain ? 0.55 : 1;
    for (const [hue, style, members] of this.#edgeGroups) {
      let [path, wide] = [new Path2D(), -1];
      const flush = (): void => {
        context.strokeStyle = this.#colours.get(hue) ?? "";
        context.lineWidth = look === LOOK.selected ? wide + 3.5 : look === LOOK.linked ? wide + 1 : wide;
        context.setLineDash(ends.length <= 2 * SLOW ? (DASHES[style] ?? []) : []);
        context.stroke(path);
        path = new Path2D();
      };
      for (const i of members) {
        if (edgeLook[i] !== look) continue;
        if (wide !== width[i] && wide !== -1) flush();
        wide = width[i] ?? 1;
        path.moveTo(...this.#screen(ends[2 * i] ?? 0));
        path.lineTo(...this.#screen(ends[2 * i + 1] ?? 0));
      }
      if (wide !== -1) flush();
    }
    context.setLineDash([]);
  }

  #drawNodes(look: number): void {
    const { nodes, nodeLook, size } = this.scene;
    const [swelling, context] = [this.swelling(), this.#context];
    const [width, height] = [this.place.clientWidth, this.place.clientHeight];
    const paths = new Map<string, Path2D>();
    nodes.forEach(({ kind }, i) => {
      if (nodeLook[i] !== look) return;
      const [x, y] = this.#screen(i);
      const radius = (size[i] ?? 4) * swelling * (look === LOOK.selected ? 1.35 : 1);
      if (x < -radius || y < -radius || x > width + radius || y > height + radius) return;
      let path = paths.get(kind);
      if (path === undefined) paths.set(kind, (path = new Path2D()));
      if (radius < 3) path.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      else trace(path, KINDS[kind].shape, x, y, radius);
    });
    context.globalAlpha = look === LOOK.faded ? 0.2 : 1;
    for (const [kind, style] of Object.entries(KINDS)) {
      const path = paths.get(kind);
      if (path === undefined) continue;
      context.fillStyle = this.#colours.get(style.hue) ?? "";
      context.strokeStyle = this.#colours.get(look === LOOK.selected ? "ink" : "card") ?? "";
      context.lineWidth = look === LOOK.selected ? 3 : 1;
      context.fill(path);
      if (look === LOOK.selected || nodes.length <= 2000) context.stroke(path);
    }
  }
}

/** The edges of one colour and one line, the thin ones first. */
function grouped(scene: Scene): [string, string, number[]][] {
  const groups = new Map<string, [string, string, number[]]>();
  scene.edges.forEach((edge, i) => {
    const [hue, style] = [scene.edgeHue(i), stroke(edge)];
    const group = groups.get(`${hue} ${style}`);
    if (group === undefined) groups.set(`${hue} ${style}`, [hue, style, [i]]);
    else group[2].push(i);
  });
  for (const [, , members] of groups.values()) members.sort((a, b) => (scene.width[a] ?? 0) - (scene.width[b] ?? 0) || a - b);
  return [...groups.values()];
}

/** Drag, wheel and pinch. */
function steer(place: HTMLElement, camera: CanvasRenderer): void {
  const pointers = new Map<number, { x: number; y: number }>();
  const apart = (): number => {
    const [a, b] = [...pointers.values()];
    return a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
  };
  place.addEventListener("pointerdown", (event) => pointers.set(event.pointerId, { x: event.clientX, y: event.clientY }));
  place.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    if (event.buttons === 0) {
      pointers.delete(event.pointerId);
      return;
    }
    const wide = apart();
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    camera.pan((event.clientX - before.x) / pointers.size, (event.clientY - before.y) / pointers.size);
    if (wide > 0) camera.zoom(apart() / wide);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"] as const) {
    place.addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  place.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = place.getBoundingClientRect();
    camera.zoom(Math.exp(-Math.sign(event.deltaY) * Math.min(80, Math.abs(event.deltaY)) * 0.0025), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
}
