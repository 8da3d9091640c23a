// The map pane: the places of the events on the borders of Natural Earth, and below it a list of what nobody can place.

import type { EventRow, GraphNode } from "./api";
import { h, s } from "./dom";
import { counted, touches } from "./events";
import { type Country, countries, type Detail } from "./map/atlas";
import { type Area, type Cluster, clustersOf, type Target } from "./map/clusters";
import { listenToGestures } from "./map/gestures";
import { graticule, scaleBar } from "./map/ground";
import { Places } from "./map/labels";
import { marksOf } from "./map/marks";
import { type Whereabouts, whereabouts } from "./map/places";
import { unplacedList } from "./map/unplaced";
import { View } from "./map/view";
import type { EventsOptions, EventsPane } from "./panes";
import type { Selection } from "./selection";
import { nextByKey } from "./timeline/walk";
import "./map/map.css";

/** From this scale on the coarse borders look coarse. */
const CLOSE = 3;
const LOW = 260;
const SLOWEST_FRAME = 60;

export function mapPane(selection: Selection, options: EventsOptions = {}): EventsPane {
  return new WorldMap(selection, options);
}

class WorldMap implements EventsPane {
  readonly element: HTMLElement;
  readonly #selection: Selection;
  readonly #options: EventsOptions;
  readonly #view = new View();
  readonly #land = s("g", { class: "land", "aria-hidden": "true" });
  readonly #over = s("g", {});
  readonly #svg = s("svg", { role: "group", tabindex: 0 }, this.#land, this.#over);
  readonly #frame = h("div", { class: "frame" });
  readonly #list = h("div", { class: "unplaced" });
  readonly #why = h("p", { class: "why" }, "There is no map: no coordinates are known for these places.");
  #events: readonly EventRow[] = [];
  #found: Whereabouts = { spots: [], unplaced: [], nowhere: 0 };
  #ground: Country[] = [];
  #areas: Area[] = [];
  #clusters: Cluster[] = [];
  /** The borders that were asked for last. */
  #detail: Detail | null = null;
  #picked: ReadonlySet<string> | null = null;
  #kept: ReadonlySet<string> | null = null;
  #moved = false;
  #waiting = false;

  constructor(selection: Selection, options: EventsOptions) {
    this.#selection = selection;
    this.#options = options;
    const button = (text: string, name: string, onclick: () => void): HTMLElement =>
      h("button", { type: "button", class: "plain", "aria-label": name, title: name, onclick }, text);
    this.#frame.append(
      this.#svg,
      h(
        "div",
        { class: "controls" },
        button("+", "Closer", () => this.#zoom(1.6)),
        button("−", "Farther away", () => this.#zoom(1 / 1.6)),
        button("All", "Show all places", () => this.#fit()),
      ),
      h("p", { class: "borders" }, "Borders: Natural Earth, de facto. Places: GeoNames, CC BY 4.0."),
    );
    this.element = h("div", { class: "map-pane" }, this.#frame, this.#why, this.#list);
    listenToGestures(this.#svg, this.#view, () => this.#changed());
    this.#svg.addEventListener("click", (event) => this.#clicked(event));
    this.#over.addEventListener("keydown", (event) => this.#walk(event));
    this.#svg.addEventListener("keydown", (event) => this.#key(event));
    this.#over.addEventListener("focusin", (event) => this.#entered(event.target as Element));
    selection.listen((_, by) => this.#selected(by !== this));
    new ResizeObserver(() => this.#resized()).observe(this.element);
  }

  show(events: readonly EventRow[]): void {
    this.#events = events;
    this.#found = whereabouts(events);
    this.#picked = null;
    this.#drawList();
    this.#tint();
    this.#fit();
    void this.#load("coarse");
  }

  focus(kept: ReadonlySet<string> | null): void {
    this.#kept = kept;
    this.#fade();
  }

  /** Borders as fine as the view asks for; without them the places stand on the bare graticule. */
  async #load(detail: Detail): Promise<void> {
    if (this.#detail === detail || this.#detail === "fine") return;
    this.#detail = detail;
    const found = await countries(detail).catch(() => null);
    // Coarse borders that come after the fine ones are too late.
    if (found === null || found.length < this.#ground.length) return;
    this.#ground = found;
    this.#land.replaceChildren(...this.#ground.map(({ path }) => s("path", { d: path })));
    const none = this.#areas.length === 0;
    this.#tint();
    if (none && this.#areas.length > 0 && !this.#moved) this.#fit();
    else this.#draw();
  }

  /** Countries of which no more is known than that events were there. */
  #tint(): void {
    const byName = new Map(this.#ground.map((country) => [country.name, country]));
    const areas = new Map<Country, Area>();
    for (const { label, within, nodes, events } of this.#found.unplaced) {
      const name = [label, ...within].find((one) => byName.has(one));
      const country = name === undefined ? undefined : byName.get(name);
      if (country === undefined) continue;
      const area = areas.get(country) ?? { events: [], nodes: [] };
      areas.set(country, { country, centre: country.centre, events: [...new Set([...area.events, ...events])], nodes: [...area.nodes, ...nodes] });
    }
    this.#areas = [...areas.values()];
    const bare = this.#areas.length === 0 && this.#found.spots.length === 0;
    this.element.classList.toggle("bare", bare);
    this.#why.hidden = !bare || this.#found.unplaced.length === 0;
    this.#ground.forEach((country, index) => this.#land.children[index]?.classList.toggle("tinted", areas.has(country)));
  }

  #fit(): void {
    this.#moved = false;
    if (!this.#measure()) return;
    this.#view.fit([...this.#found.spots.map(({ at }) => at), ...this.#areas.map(({ centre }) => centre)]);
    this.#draw();
  }

  #zoom(factor: number): void {
    this.#view.zoom(factor);
    this.#changed();
  }

  #changed(): void {
    this.#moved = true;
    this.#draw();
  }

  #measure(): boolean {
    const { clientWidth, clientHeight } = this.#frame;
    this.#view.width = clientWidth;
    this.#view.height = clientHeight;
    return clientWidth > 0 && clientHeight > 0;
  }

  #resized(): void {
    this.element.classList.toggle("low", this.element.clientHeight < LOW && this.element.clientWidth > 360);
    const { width, height } = this.#view;
    if (!this.#measure() || (width === this.#view.width && height === this.#view.height)) return;
    if (this.#moved) this.#draw();
    else this.#fit();
  }

  /** Draw with the next frame, once however much has changed; a page that is hidden has no frames. */
  #draw(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    const run = (): void => {
      if (!this.#waiting) return;
      this.#waiting = false;
      this.#drawNow();
    };
    requestAnimationFrame(run);
    setTimeout(run, SLOWEST_FRAME);
  }

  #drawNow(): void {
    const view = this.#view;
    if (view.width === 0 || view.height === 0) return;
    if (view.scale > CLOSE) void this.#load("fine");
    const focused = this.#over.contains(document.activeElement) ? this.#links().indexOf(document.activeElement as SVGAElement) : -1;
    this.#svg.setAttribute("viewBox", `0 0 ${view.width} ${view.height}`);
    this.#svg.setAttribute("aria-label", this.#summary());
    this.#land.setAttribute("transform", view.transform);
    this.#clusters = clustersOf(view, this.#found.spots);
    const taken = new Places(view.width, view.height);
    taken.take({ left: view.width - 110, right: view.width, top: 0, bottom: 32 });
    taken.take({ left: 0, right: 250, top: view.height - 30, bottom: view.height });
    taken.take({ left: view.width - 150, right: view.width, top: view.height - 26, bottom: view.height });
    const marks = marksOf(view, this.#areas, this.#clusters, this.#ground, taken);
    this.#over.replaceChildren(
      s("g", { class: "graticule", "aria-hidden": "true" }, ...graticule(view, taken)),
      s("g", { class: "scale", "aria-hidden": "true" }, ...scaleBar(view)),
      ...marks,
    );
    const links = this.#links();
    links.forEach((link, index) => link.setAttribute("tabindex", index === Math.max(focused, 0) ? "0" : "-1"));
    links[focused]?.focus({ preventScroll: true });
    this.#fade();
    this.#selected(false);
  }

  #summary(): string {
    const { spots, unplaced } = this.#found;
    const areas = this.#areas.length === 0 ? "" : ` and ${this.#areas.length} as whole countries`;
    const rest = unplaced.length === 0 ? "" : ` ${counted(unplaced.length, "place")} without coordinates: listed after the map.`;
    return `Map: ${counted(spots.length, "place")} with coordinates${areas}.${rest} Arrow keys move, plus and minus zoom, Tab goes to the places.`;
  }

  #drawList(): void {
    const list = unplacedList(this.#found, this.#events.length, {
      pick: ({ nodes, events }) => this.#pick(nodes, events),
      select: ({ iri }) => this.#selection.set({ iri }, this),
    });
    this.#list.replaceChildren(...list);
  }

  #links(): SVGAElement[] {
    return [...this.#over.querySelectorAll<SVGAElement>(".where")];
  }

  /** What can be pointed at, in the order of the links. */
  #targets(): Target[] {
    return [...this.#areas, ...this.#clusters];
  }

  #clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest<SVGAElement>(".where");
    if (link === null) this.#unpick();
    else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const index = this.#links().indexOf(link);
      const target = this.#targets()[index];
      if (target !== undefined) this.#pick(target.nodes, target.events);
      this.#openUp(this.#clusters[index - this.#areas.length]);
    }
  }

  /** Select a place, and let its events stand out, or those of a cluster; the same again ends it. */
  #pick(nodes: readonly GraphNode[], events: readonly EventRow[]): void {
    const iris = new Set([...events, ...nodes.map((node) => ({ node }))].map(({ node }) => node.iri));
    if (this.#picked !== null && [...iris].every((iri) => this.#picked?.has(iri))) {
      this.#unpick();
      return;
    }
    this.#picked = iris;
    if (new Set(nodes.map((node) => node.label)).size === 1) this.#selection.set({ iri: nodes[0]?.iri ?? null }, this);
    this.#fade();
    this.#options.onFocus?.(new Set(events.map((event) => event.node.iri)));
  }

  /** Come so close that the places of a cluster stand apart. */
  #openUp(cluster: Cluster | undefined): void {
    if (cluster === undefined || cluster.spots.length === 1) return;
    this.#view.fit(cluster.spots.map(({ at }) => at));
    this.#changed();
  }

  #unpick(): void {
    if (this.#picked === null) return;
    this.#picked = null;
    this.#fade();
    this.#options.onFocus?.(null);
  }

  #walk(event: KeyboardEvent): void {
    const link = (event.target as Element).closest<SVGAElement>(".where");
    const next = link === null || event.ctrlKey || event.metaKey ? null : nextByKey(event.key, link, this.#links());
    if (next === null) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "0") this.#fit();
    else if (event.key === "Escape" && this.#picked !== null) this.#unpick();
    else return;
    event.preventDefault();
  }

  /** A place that gets the focus comes into sight. */
  #entered(target: Element): void {
    const found = this.#targets()[this.#links().findIndex((link) => link.contains(target))];
    if (found === undefined) return;
    const [x, y] = this.#view.screen(found.centre);
    if (x > 0 && y > 0 && x < this.#view.width && y < this.#view.height) return;
    this.#reveal(found);
  }

  #reveal(target: Target): void {
    if (this.#view.width === 0) return;
    this.#view.reveal(target.centre);
    this.#changed();
  }

  #selected(reveal: boolean): void {
    const { iri } = this.#selection.now;
    const targets = this.#targets();
    this.#links().forEach((link, index) => {
      const target = targets[index];
      const chosen = target?.nodes.some((node) => node.iri === iri) === true;
      const related = !chosen && iri !== null && target?.events.some((event) => touches(event, iri)) === true;
      link.classList.toggle("selected", chosen);
      link.classList.toggle("related", related);
      if (chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (chosen && reveal && target !== undefined) this.#reveal(target);
    });
  }

  #fade(): void {
    const targets = this.#targets();
    const stands = (iris: ReadonlySet<string> | null, { nodes, events }: Target): boolean =>
      iris === null || events.some((event) => iris.has(event.node.iri)) || nodes.some((node) => iris.has(node.iri));
    this.#links().forEach((link, index) => {
      const target = targets[index];
      link.classList.toggle("faded", target !== undefined && !(stands(this.#picked, target) && stands(this.#kept, target)));
    });
  }
}
