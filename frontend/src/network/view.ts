// The network pane: one network, three layouts, one toolbar.

import "./network.css";

import { announce } from "../announce";
import { ApiError, drawing, type GraphEdge, type GraphNode, type Network } from "../api";
import { read } from "../address";
import { h } from "../dom";
import type { LayoutName, NetworkOptions, NetworkPane } from "../panes";
import type { Selection } from "../selection";
import { columnsPicture } from "./columns";
import { type ForcePicture, forcePicture } from "./force";
import { legend } from "./legend";
import { listPicture } from "./list";
import { Model } from "./model";
import type { Acts, Picture, Weights } from "./picture";
import type { Known } from "./placing";
import { picture as png } from "./standalone";
import { READABLE } from "./scroller";
import { toolbar } from "./toolbar";

/** More than this is no longer read in columns; more than the other is a hairball, which nobody reads at all. */
const IN_COLUMNS = 300;
const AT_ALL = 2000;
const SCROLL_BAR = 16;
const STEP = 20;
/** Milliseconds until a pane whose border is dragged counts as resting. */
const REST = 200;

export function networkPane(selection: Selection, options: NetworkOptions = {}): NetworkPane {
  return new NetworkView(selection, options);
}

class NetworkView implements NetworkPane {
  readonly element: HTMLElement;
  #layout: LayoutName;
  #model = new Model({ nodes: [], edges: [] });
  #weights: Weights = new Map();
  #picture: Picture | null = null;
  #kept: ReadonlySet<string> | null = null;
  /** Counts what was asked to be drawn: an answer that comes late is not shown. */
  #turn = 0;
  /** How wide the columns were asked to be; 0: as wide as they like; null: there are none. */
  #room: number | null = null;
  #resized = 0;
  readonly #stage = h("div", { class: "stage" });
  readonly #note = h("p", { class: "note", role: "status" });
  readonly #legend = h("div", { class: "network-legend" });
  readonly #bar;
  readonly #deaf: () => void;
  readonly #watch = new ResizeObserver(() => {
    clearTimeout(this.#resized);
    this.#resized = setTimeout(() => this.#fit(), REST);
  });

  constructor(
    readonly selection: Selection,
    readonly options: NetworkOptions,
  ) {
    this.#layout = options.layout ?? "columns";
    this.#bar = toolbar(this.#layout, {
      layout: (layout) => {
        void this.setLayout(layout);
        options.onLayout?.(layout);
      },
      zoom: (by) => this.#picture?.zoom(by),
      fit: () => this.#picture?.fit(),
    });
    this.element = h("div", { class: "network-pane" }, this.#bar.element, this.#note, this.#stage, this.#legend);
    this.#deaf = selection.listen((_, by) => this.#select(by !== this));
    this.element.addEventListener("keydown", (event) => this.#press(event));
    this.#watch.observe(this.#stage);
  }

  get layout(): LayoutName {
    return this.#layout;
  }

  async show(network: Network, weights: Weights = new Map()): Promise<void> {
    this.#model = new Model(network);
    this.#weights = weights;
    await this.#draw();
  }

  async setLayout(layout: LayoutName): Promise<void> {
    this.#bar.set(layout);
    if (layout === this.#layout) return;
    this.#layout = layout;
    await this.#draw();
  }

  focus(kept: ReadonlySet<string> | null): void {
    this.#kept = kept;
    this.#picture?.focus(kept === null ? null : this.#model.kept(kept));
  }

  toSVG(): SVGSVGElement | null {
    return this.#picture?.toSVG() ?? null;
  }

  async toPNG(): Promise<Blob> {
    const svg = this.toSVG();
    if (svg === null) throw new Error("A list is no picture: choose columns or force.");
    return png(svg);
  }

  destroy(): void {
    this.#turn += 1;
    clearTimeout(this.#resized);
    this.#watch.disconnect();
    this.#deaf();
    this.#picture?.destroy();
    this.element.remove();
  }

  /** Columns for another width, where that makes a difference. */
  #fit(): void {
    const room = roomIn(this.#stage);
    if (this.#room !== null && room > 0 && room !== this.#room) void this.#draw();
  }

  async #draw(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const had = this.element.contains(document.activeElement) ? focused() : null;
    const { picture, note } = await this.#made();
    if (turn !== this.#turn) {
      picture?.destroy();
      return;
    }
    const { scrollLeft, scrollTop } = this.#picture?.element ?? this.#stage;
    this.#picture?.destroy();
    this.#picture = picture;
    this.#note.textContent = note;
    this.#stage.replaceChildren(...(picture === null ? [] : [picture.element]));
    this.#legend.replaceChildren(...(picture === null ? [] : [legend(this.#model)]));
    picture?.element.scrollTo({ left: scrollLeft, top: scrollTop, behavior: "instant" });
    this.focus(this.#kept);
    this.#select(true);
    if (had !== null) [...this.#stage.querySelectorAll<HTMLElement>("[data-node]")].find((one) => one.dataset["node"] === had)?.focus();
    await (picture as Partial<ForcePicture> | null)?.ready;
  }

  /** The picture in the layout that was chosen, or in the one that can be had; and a sentence if that is another. */
  async #made(): Promise<{ picture: Picture | null; note: string }> {
    const model = this.#model;
    const count = model.nodes.size;
    this.#room = null;
    const number = count.toLocaleString("en");
    if (count === 0) return { picture: null, note: "Nothing to show." };
    if (count > limit()) {
      return { picture: null, note: `${number} things: more than a picture or a list can tell. Narrow them down, or open a part.` };
    }
    if (this.#layout === "list") return { picture: listPicture(model, this.#acts), note: "" };
    const tooMany = this.#layout === "columns" && count > IN_COLUMNS;
    if (this.#layout === "force" || tooMany) {
      const found = await forcePicture(model, this.#acts, this.#weights, this.#places());
      return { picture: found, note: tooMany ? `${number} things are too many for columns: forces place them.` : "" };
    }
    try {
      this.#room = roomIn(this.#stage);
      const drawn = await drawing({ nodes: [...model.nodes.values()], edges: [...model.edges.values()] }, this.#room);
      return { picture: columnsPicture(model, drawn, this.#acts, this.#weights), note: "" };
    } catch (error) {
      const why = error instanceof ApiError ? error.message : "The server does not answer.";
      return { picture: listPicture(model, this.#acts), note: `The drawing could not be had, so here is the list. ${why}` };
    }
  }

  /** Where nodes are, if forces placed them: a network that grows keeps its picture. */
  #places(): Known {
    const picture = this.#picture as Partial<ForcePicture> | null;
    return picture?.places?.() ?? new Map();
  }

  readonly #acts: Acts = {
    node: (node, { open, shift }) => {
      if (open) (shift ? this.options.onCollapse : this.options.onOpen)?.(node);
      else this.#pickNode(node);
    },
    edge: (edge) => this.#pickEdge(edge),
    nothing: () => this.selection.clear(this),
  };

  #pickNode(node: GraphNode): void {
    this.selection.set({ iri: node.iri }, this);
    announce(this.#model.nodeWords(node));
  }

  #pickEdge(edge: GraphEdge): void {
    const { words } = edge;
    const where = words === null ? null : { report: words.report, start: words.start, end: words.end };
    this.selection.set({ iri: edge.fact, edge: edge.key, words: where }, this);
    announce(this.#model.edgeWords(edge));
  }

  #select(reveal: boolean): void {
    this.#picture?.select(this.#model.selected(this.selection.now), reveal);
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof HTMLInputElement) return;
    const zooms = new Map([["+", 1.25], ["=", 1.25], ["-", 0.8]]);
    const by = zooms.get(event.key);
    if (by === undefined && event.key !== "0") return;
    if (by === undefined) this.#picture?.fit();
    else this.#picture?.zoom(by);
    event.preventDefault();
  }
}

/** How wide columns can be, by steps of which each is worth a drawing of its own; 0 for a pane out of sight. */
function roomIn({ clientWidth }: HTMLElement): number {
  return Math.max(0, Math.floor((clientWidth - SCROLL_BAR) / READABLE / STEP)) * STEP;
}

function focused(): string | null {
  return (document.activeElement as HTMLElement | SVGElement | null)?.closest("[data-node]")?.getAttribute("data-node") ?? null;
}

/** How many nodes are drawn at most; `?limit=` in the address forces more, for measurements. */
function limit(): number {
  const asked = Number(read().get("limit"));
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, 100_000) : AT_ALL;
}
