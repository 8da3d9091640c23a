// Explore as a whole: one view, one selection, and the panes that show them.

import { announce } from "../announce";
import { read, write } from "../address";
import type { Network } from "../api";
import { among, ApiError } from "../api";
import { cardPane } from "../card";
import { h } from "../dom";
import { mapPane } from "../map";
import { networkPane } from "../network/view";
import type { EventsPane, LayoutName, NetworkPane } from "../panes";
import type { Selected } from "../selection";
import { Selection } from "../selection";
import { takeHome } from "../takehome";
import { timelinePane } from "../timeline";
import type { Workspace } from "../workspace";
import { workspace } from "../workspace";
import type { Host } from "./acts";
import { Acts } from "./acts";
import { Base } from "./base";
import { Chips } from "./chips";
import type { Find } from "./find";
import { find } from "./find";
import { eventsPanel } from "./people";
import type { Drawn } from "./source";
import { eventsOf, NOTHING, Source } from "./source";
import { startPanel } from "./start";
import { Steps } from "./steps";
import type { Toolbar } from "./toolbar";
import { toolbar } from "./toolbar";
import type { Shortener, View } from "./view";
import { fromAddress, isStart, sameView, START, toAddress } from "./view";
import { next, withNear } from "./walk";

export class Screen implements Host {
  readonly selection = new Selection();
  readonly acts = new Acts(this);
  base: Promise<Base>;
  readonly find: Find;
  readonly workspace: Workspace;
  readonly #steps: Steps<View>;
  readonly #source = new Source();
  readonly #network: NetworkPane;
  readonly #strip: readonly EventsPane[];
  readonly #toolbar: Toolbar;
  readonly #start: HTMLElement;
  readonly #chips = new Chips(this, this.acts);
  readonly #notice = h("div", { class: "notices news", role: "status" });
  readonly #length = h("div", { class: "notices too-long", role: "status" });
  readonly #panel = h("div", { class: "panels" });
  #drawn: Drawn = { network: NOTHING, people: null };
  #drawing = 0;
  #insteadOfColumns = false;

  constructor(
    form: HTMLFormElement,
    lists: HTMLElement | null,
    private readonly names: Shortener,
  ) {
    this.#steps = new Steps(fromAddress(names), sameView);
    this.base = Base.load(names);
    this.#network = networkPane(this.selection, {
      layout: layoutAsked(),
      onOpen: ({ iri }) => void this.acts.expand(iri),
      onCollapse: ({ iri }) => this.acts.fold(iri),
      onLayout: (layout) => write({ layout }),
    });
    const time: EventsPane = timelinePane(this.selection, { onFocus: (events) => this.#focus(events, map) });
    const map: EventsPane = mapPane(this.selection, { onFocus: (events) => this.#focus(events, time) });
    this.#strip = [time, map];
    this.find = find(form, { pick: (node) => void this.acts.take(node), all: (nodes) => this.acts.gather(nodes) });
    this.#toolbar = toolbar(
      {
        start: () => this.change(START),
        undo: () => this.undo(),
        redo: () => this.redo(),
        people: () => this.acts.people(),
        things: () => void this.acts.things(),
        more: () => this.acts.more(),
      },
      takeHome(() => ({ title: this.#title(), query: read().get("q"), ...this.network, pane: this.#network })),
    );
    this.#start = startPanel(lists, this.base, {
      open: (community) => this.acts.open(community),
      pick: (iri) => void this.acts.add(iri),
    });
    this.#network.element.hidden = true;
    const stage = h("div", { class: "stage" }, this.#start, this.#network.element);
    const over = [this.#toolbar.element, this.#chips.element, this.#notice, this.#length, this.#panel];
    this.workspace = workspace(
      [
        { name: "find", label: "Search", slot: "left", element: this.find.element },
        { name: "network", label: "Network", slot: "middle", element: h("div", { class: "middle" }, ...over, stage) },
        { name: "card", label: "Card", slot: "right", element: cardPane(this.selection, { idle: hint() }).element },
        { name: "time", label: "Time", slot: "strip", element: time.element },
        { name: "map", label: "Map", slot: "strip", element: map.element },
      ],
      { onClose: () => this.workspace.sheet(false) },
    );
    this.selection.listen((now, by) => this.#selected(now, by));
  }

  get view(): View {
    return this.#steps.now;
  }

  get network(): Network {
    return this.#drawn.network;
  }

  /** Show what the address says, for the first time. */
  async begin(): Promise<void> {
    if (read().has("all")) return this.#all();
    await this.#restore();
    if (!isStart(this.view)) this.reveal();
    await this.#draw();
  }

  /** The same after Back or Forward. */
  async back(): Promise<void> {
    this.#steps.land(fromAddress(this.names));
    this.find.refresh();
    const at = read().get("at");
    if (at === null) this.selection.clear(this);
    else this.selection.set({ iri: this.names.long(at) }, this);
    await this.#draw();
  }

  async baseWith(iri: string): Promise<Base> {
    if (!(await this.base).has(iri)) this.base = Base.load(this.names);
    return this.base;
  }

  /** Show another view, which undo takes back. */
  change(view: View): void {
    if (view.things && !view.nodes.every((iri) => this.names.isThing(iri))) void this.#asThings(view);
    else this.#add(view);
  }

  /** What came from one report stands for the thing that it is. */
  async #asThings(view: View): Promise<void> {
    const found = await this.ask(among(view.nodes, "thing"));
    if (found !== undefined) this.#add({ ...view, nodes: found.nodes.map(({ iri }) => iri) });
  }

  #add(view: View): void {
    if (this.#steps.add(view)) this.#moved(true);
  }

  undo(): void {
    if (this.#steps.undo()) this.#moved(false);
    else announce("Nothing to undo");
  }

  redo(): void {
    if (this.#steps.redo()) this.#moved(false);
    else announce("Nothing to redo");
  }

  /** Leave what is open: a connection that was begun, a panel, the selection. */
  escape(): void {
    if (this.acts.leave()) return;
    if (this.#panel.hasChildNodes()) this.panel(null);
    else this.selection.clear(this);
  }

  reveal(): void {
    this.workspace.open("network");
  }

  tell(...content: (Node | string)[]): void {
    this.#notice.replaceChildren(...(content.length > 0 ? [h("p", {}, ...content)] : []));
  }

  panel(element: HTMLElement | null): void {
    this.#panel.replaceChildren(...(element === null ? [] : [element]));
    element?.focus();
  }

  async ask<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      this.tell(error instanceof ApiError ? error.message : "The server does not answer. Try again.");
      return undefined;
    }
  }

  /** Everything at once, as only the address asks for it. */
  async #all(): Promise<void> {
    const base = await this.base;
    this.#start.hidden = true;
    this.#network.element.hidden = false;
    await this.#network.setLayout("force");
    await this.#show({ network: base.whole(), people: null });
    await this.#showEvents({ network: NOTHING, people: null });
  }

  /** What the address selects; where it shows nothing else, that with what is linked with it. */
  async #restore(): Promise<void> {
    const at = read().get("at");
    if (at === null) return;
    const iri = this.names.long(at);
    const there = isStart(this.view) ? await this.ask(among([iri])) : undefined;
    if (there !== undefined && there.nodes.length > 0) {
      const near = await this.ask(next(iri, new Set([iri])));
      this.#steps.land({ ...START, nodes: [iri, ...(near?.nodes ?? [])] });
    }
    this.selection.set({ iri }, this);
  }

  #moved(push: boolean): void {
    this.tell();
    const fits = toAddress(this.view, this.names, push);
    const long = "This is too much for an address: a link to this page does not open it. “Take it home” makes a file.";
    this.#length.replaceChildren(...(fits ? [] : [h("p", {}, long)]));
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const drawing = ++this.#drawing;
    const drawn = await this.ask(this.#source.of(this.view));
    if (drawn === undefined || drawing !== this.#drawing) return;
    this.#start.hidden = !isStart(this.view);
    this.#network.element.hidden = isStart(this.view);
    await this.#show(drawn);
    await this.#showEvents(drawn);
  }

  async #showEvents(drawn: Drawn): Promise<void> {
    const drawing = this.#drawing;
    for (const { element } of this.#strip) element.setAttribute("aria-busy", "true");
    // The events of everything are much to ask for: the groups come first.
    if (drawn.network.nodes.length === 0) await this.base.catch(() => null);
    if (drawing !== this.#drawing) return;
    const rows = await this.ask(eventsOf(drawn));
    if (drawing !== this.#drawing) return;
    for (const pane of this.#strip) {
      pane.element.removeAttribute("aria-busy");
      pane.show(rows ?? []);
    }
  }

  async #show(drawn: Drawn): Promise<void> {
    this.#drawn = drawn;
    const { nodes, edges } = drawn.network;
    const told = nodes.length === 0 ? "" : `${counted(nodes.length, "thing")}, ${counted(edges.length, "link")}`;
    const { undoable, redoable } = this.#steps;
    this.#toolbar.update({ view: this.view, undoable, redoable, told });
    if (told) announce(told);
    void this.#chips.refresh();
    if (drawn.people !== null && nodes.length === 0) this.tell("Nobody was at an event of these together with somebody else.");
    if (this.#network.element.hidden) return;
    await this.#fitLayout(drawn.people !== null);
    await this.#network.show(drawn.network, drawn.people?.weights);
  }

  /** People alone would all stand in one column: forces tell more of them. Back from there the columns are back. */
  async #fitLayout(people: boolean): Promise<void> {
    const instead = people && this.#network.layout === "columns";
    if (instead || (!people && this.#insteadOfColumns)) await this.#network.setLayout(instead ? "force" : "columns");
    this.#insteadOfColumns = people && (instead || this.#insteadOfColumns);
  }

  /** What happened in the brushed time or at the picked place stands out in the network and in the other pane. */
  #focus(events: ReadonlySet<string> | null, other: EventsPane): void {
    const kept = events === null ? null : withNear(this.network, events);
    this.#network.focus(kept);
    other.focus(kept);
  }

  #selected(now: Selected, by: object | null): void {
    write({ at: now.iri === null ? undefined : this.names.short(now.iri) });
    // On a phone the card lies over the network: not when the network is what was asked for.
    const asked = by !== this && by !== this.acts;
    this.workspace.sheet(now.iri !== null && asked && this.workspace.current !== "card");
    const link = now.edge === null ? undefined : this.#drawn.people?.links.get(now.edge);
    if (link !== undefined) {
      const select = (iri: string): void => this.selection.set({ iri }, this);
      this.panel(eventsPanel(link, this.network, { select, close: () => this.panel(null) }));
    }
    const { connecting } = this.acts;
    const end = this.network.nodes.find(({ iri }) => iri === now.iri);
    if (connecting !== null && end !== undefined && end.iri !== connecting.iri) void this.acts.end(end);
    void this.#chips.refresh();
  }

  #title(): string {
    const labels = this.network.nodes.slice(0, 3).map(({ label }) => label);
    return labels.length === 0 ? "Explore" : `Explore: ${labels.join(", ")}`;
  }
}

/** What stands in the card as long as nothing is selected. */
function hint(): HTMLElement {
  const find = "Search for a name, a place or words that were said, and choose a hit: it comes into the network.";
  const go = "Select anything there, on the timeline or on the map: its card stands here, with the words that say so.";
  const keys = h("p", {}, "Press ", h("kbd", {}, "?"), " for all keys.");
  return h("div", { class: "quiet" }, h("p", {}, find), h("p", {}, go), keys);
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;

function layoutAsked(): LayoutName {
  const asked = read().get("layout");
  return asked === "force" || asked === "list" ? asked : "columns";
}
