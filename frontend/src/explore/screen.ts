// Explore as a whole: one view, one selection, and the panes that show them.

import { announce } from "../announce";
import { read, write } from "../address";
import type { EventRow, GraphNode } from "../api";
import { ApiError, neighbours, paths } from "../api";
import { cardPane } from "../card";
import { bdi, h } from "../dom";
import { mapPane } from "../map";
import { networkPane } from "../network/view";
import type { EventsPane, LayoutName, NetworkPane } from "../panes";
import type { Selected } from "../selection";
import { Selection } from "../selection";
import { takeHome } from "../takehome";
import { timelinePane } from "../timeline";
import type { Workspace } from "../workspace";
import { workspace } from "../workspace";
import { Base } from "./base";
import type { Community } from "./communities";
import type { Find } from "./find";
import { find } from "./find";
import { pathsPanel } from "./paths";
import { eventsPanel } from "./people";
import { relationChips } from "./relations";
import type { Drawn } from "./source";
import { eventsOf, NOTHING, Source } from "./source";
import { startPanel } from "./start";
import { Steps } from "./steps";
import type { Toolbar } from "./toolbar";
import { MORE, toolbar } from "./toolbar";
import type { View } from "./view";
import { fromAddress, sameView, type Shortener, START, toAddress, withNodes, without } from "./view";
import { leaves, next, shownOf, withNear } from "./walk";

export class Screen {
  readonly selection = new Selection();
  readonly find: Find;
  readonly workspace: Workspace;
  readonly #steps: Steps<View>;
  readonly #source = new Source();
  readonly #base: Promise<Base>;
  readonly #network: NetworkPane;
  readonly #strip: EventsPane[];
  readonly #toolbar: Toolbar;
  readonly #start: HTMLElement;
  readonly #chips = h("div", { class: "chips" });
  readonly #notice = h("div", { class: "notices" });
  readonly #panel = h("div", { class: "panels" });
  #drawn: Drawn = { network: NOTHING, people: null };
  #drawing = 0;
  #describing = 0;
  #connecting: GraphNode | null = null;

  constructor(
    form: HTMLFormElement,
    lists: HTMLElement | null,
    private readonly names: Shortener,
  ) {
    this.#steps = new Steps(fromAddress(names), sameView);
    this.#base = Base.load(names);
    this.#network = networkPane(this.selection, {
      layout: layoutAsked(),
      onOpen: (node) => void this.expand(node.iri),
      onCollapse: (node) => this.collapse(node.iri),
      onLayout: (layout) => write({ layout }),
    });
    const onFocus = (events: ReadonlySet<string> | null): void => this.#focus(events);
    const [time, map] = [timelinePane(this.selection, { onFocus }), mapPane(this.selection, { onFocus })];
    this.#strip = [time, map];
    this.find = find(form, (node) => void this.take(node));
    this.#toolbar = toolbar(
      {
        start: () => this.change(START),
        undo: () => this.undo(),
        redo: () => this.redo(),
        people: () => this.people(),
        more: () => this.more(),
      },
      takeHome(() => ({ title: this.#title(), query: null, ...this.#drawn.network, pane: this.#network })),
    );
    this.#start = startPanel(lists, this.#base, {
      open: (community) => this.#open(community),
      pick: (iri) => void this.add(iri),
    });
    this.#network.element.hidden = true;
    const stage = h("div", { class: "stage" }, this.#start, this.#network.element);
    const middle = h("div", { class: "middle" }, this.#toolbar.element, this.#chips, this.#notice, this.#panel, stage);
    this.workspace = workspace(
      [
        { name: "find", label: "Search", slot: "left", element: this.find.element },
        { name: "network", label: "Network", slot: "middle", element: middle },
        { name: "card", label: "Card", slot: "right", element: cardPane(this.selection).element },
        { name: "time", label: "Time", slot: "strip", element: time.element },
        { name: "map", label: "Map", slot: "strip", element: map.element },
      ],
      { onClose: () => this.workspace.sheet(false) },
    );
    this.selection.listen((now) => this.#selected(now));
  }

  /** Show what the address says, for the first time. */
  async begin(): Promise<void> {
    if (read().has("all")) return this.#all();
    await this.#restore();
    if (this.#view.nodes.length > 0 || this.#view.people) this.workspace.open("network");
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

  /** Show another view, which undo takes back. */
  change(view: View): void {
    if (this.#steps.add(view)) this.#moved(true);
  }

  undo(): void {
    if (this.#steps.undo()) this.#moved(false, "Undone");
    else announce("Nothing to undo");
  }

  redo(): void {
    if (this.#steps.redo()) this.#moved(false, "Done again");
    else announce("Nothing to redo");
  }

  /** The end of a connection, or a thing to show with what is next to it. */
  async take(node: GraphNode): Promise<void> {
    if (this.#connecting !== null) await this.#connect(this.#connecting, node);
    else await this.add(node.iri);
  }

  async add(iri: string): Promise<void> {
    const view = this.#view;
    const shown = new Set([...view.nodes, iri]);
    const found = view.nodes.includes(iri) ? [] : (await this.#asked(next(iri, shown)))?.nodes;
    if (found === undefined) return;
    this.change({ ...withNodes(view, [iri, ...found]), people: false });
    this.workspace.open("network");
    this.selection.set({ iri }, this);
  }

  async expand(iri: string, relation?: string): Promise<void> {
    const found = await this.#asked(next(iri, new Set([...this.#view.nodes, iri]), relation));
    if (found === undefined) return;
    if (found.nodes.length === 0) this.#tell(`Nothing more: all ${found.total} are shown.`);
    else this.change({ ...withNodes(this.#view, [iri, ...found.nodes]), people: false });
  }

  collapse(iri: string): void {
    const gone = leaves(this.#drawn.network, iri);
    if (gone.size === 0) this.#tell("Nothing hangs on this alone.");
    else this.change(without(this.#view, gone));
  }

  remove(): void {
    const { iri } = this.selection.now;
    if (iri === null || !this.#view.nodes.includes(iri)) return;
    this.change(without(this.#view, new Set([iri])));
    this.selection.clear(this);
  }

  /** What lies up to some steps out from the selection, and nothing else. */
  async out(steps: number): Promise<void> {
    const { iri } = this.selection.now;
    const base = iri === null ? undefined : await this.#asked(this.#base);
    if (iri === null || base === undefined) return this.#tell("Select something first.");
    // The base knows no roles: from one of them the first step is asked of the server.
    const near = base.has(iri) ? null : await this.#asked(next(iri, new Set([iri])));
    const { nodes, total } = base.around(near?.nodes ?? [iri], near === null ? steps : steps - 1);
    this.change({ nodes: [...new Set([iri, ...nodes])], people: false, rest: [] });
    if (nodes.length < total) this.#tell(`The nearest ${nodes.length} of ${total}.`);
  }

  people(): void {
    this.change({ ...this.#view, people: !this.#view.people });
  }

  more(): void {
    const { rest } = this.#view;
    this.change({ ...withNodes(this.#view, rest.slice(0, MORE)), rest: rest.slice(MORE) });
  }

  /** Begin to connect the selection with what is picked next. */
  connect(): void {
    const node = this.#drawn.network.nodes.find(({ iri }) => iri === this.selection.now.iri);
    if (node === undefined) return this.#tell("Select a thing in the network first.");
    this.#connecting = node;
    const stop = h("button", { type: "button", class: "plain", onclick: () => this.escape() }, "Leave it");
    this.#notice.replaceChildren(
      h("p", { role: "status" }, "Connect ", h("strong", {}, bdi(node.label, 80)), " with: pick a thing in the network, or a hit of the search.", stop),
    );
  }

  /** Leave what is open: a connection that was begun, a panel, the selection. */
  escape(): void {
    if (this.#connecting !== null) {
      this.#connecting = null;
      this.#notice.replaceChildren();
    } else if (this.#panel.hasChildNodes()) this.#panel.replaceChildren();
    else this.selection.clear(this);
  }

  get #view(): View {
    return this.#steps.now;
  }

  #open({ nodes }: Community): void {
    this.change({ nodes: nodes.slice(0, MORE), people: false, rest: nodes.slice(MORE) });
  }

  async #connect(from: GraphNode, to: GraphNode): Promise<void> {
    this.#connecting = null;
    this.#notice.replaceChildren(h("p", { role: "status" }, "Looking for ways…"));
    const found = await this.#asked(paths(from.iri, to.iri));
    if (found === undefined) return;
    this.#notice.replaceChildren();
    this.#openPanel(
      pathsPanel(from, to, found.paths, {
        select: ({ iri }) => this.selection.set({ iri }, this),
        add: ({ nodes }) => this.change({ ...withNodes(this.#view, nodes.map(({ iri }) => iri)), people: false }),
        close: () => this.#panel.replaceChildren(),
      }),
    );
  }

  #openPanel(panel: HTMLElement): void {
    this.#panel.replaceChildren(panel);
    panel.focus();
  }

  /** Everything at once, as only the address asks for it. */
  async #all(): Promise<void> {
    const base = await this.#base;
    this.#stage(false);
    await this.#network.setLayout("force");
    await this.#shown({ network: base.whole(), people: null });
  }

  async #restore(): Promise<void> {
    const at = read().get("at");
    if (at === null) return;
    const iri = this.names.long(at);
    if (this.#view.nodes.length === 0 && !this.#view.people) {
      const found = await this.#asked(next(iri, new Set([iri])));
      if (found !== undefined) this.#steps.land({ ...START, nodes: [iri, ...found.nodes] });
    }
    this.selection.set({ iri }, this);
  }

  #moved(push: boolean, said = ""): void {
    this.#notice.replaceChildren();
    if (!toAddress(this.#view, this.names, push)) {
      this.#tell("This is too much for an address: a link to it does not open it. “Take it home” makes a file of it.");
    }
    if (said) announce(said);
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const drawing = ++this.#drawing;
    const drawn = await this.#asked(this.#source.of(this.#view));
    if (drawn === undefined || drawing !== this.#drawing) return;
    this.#stage(this.#view.nodes.length === 0 && !this.#view.people);
    await this.#shown(drawn);
    const rows = await this.#asked(eventsOf(drawn));
    if (drawing === this.#drawing) this.#showEvents(rows ?? []);
  }

  #stage(start: boolean): void {
    this.#start.hidden = !start;
    this.#network.element.hidden = start;
  }

  async #shown(drawn: Drawn): Promise<void> {
    this.#drawn = drawn;
    const { nodes, edges } = drawn.network;
    const start = nodes.length === 0;
    const told = `${counted(nodes.length, "thing")}, ${counted(edges.length, "link")}`;
    this.#toolbar.update({
      start: start && !this.#view.people,
      undoable: this.#steps.undoable,
      redoable: this.#steps.redoable,
      people: this.#view.people,
      rest: this.#view.people ? 0 : this.#view.rest.length,
      told: start && !this.#view.people ? "" : told,
    });
    if (!start) announce(told);
    void this.#describe(this.selection.now);
    if (!this.#network.element.hidden) await this.#network.show(drawn.network, drawn.people?.weights);
  }

  #showEvents(rows: readonly EventRow[]): void {
    for (const pane of this.#strip) pane.show(rows);
  }

  /** What happened in the brushed time or at the picked place stands out everywhere. */
  #focus(events: ReadonlySet<string> | null): void {
    const kept = events === null ? null : withNear(this.#drawn.network, events);
    this.#network.focus(kept);
    for (const pane of this.#strip) pane.focus(kept);
  }

  #selected(now: Selected): void {
    write({ at: now.iri === null ? undefined : this.names.short(now.iri) });
    this.workspace.sheet(now.iri !== null && this.workspace.current !== "card");
    const link = now.edge === null ? undefined : this.#drawn.people?.links.get(now.edge);
    if (link !== undefined) this.#openPanel(this.#eventsOf(link));
    const end = this.#drawn.network.nodes.find(({ iri }) => iri === now.iri);
    if (this.#connecting !== null && end !== undefined && end.iri !== this.#connecting.iri) {
      void this.#connect(this.#connecting, end);
    }
    void this.#describe(now);
  }

  #eventsOf(link: Parameters<typeof eventsPanel>[0]): HTMLElement {
    return eventsPanel(link, this.#drawn.network, {
      select: (iri) => this.selection.set({ iri }, this),
      close: () => this.#panel.replaceChildren(),
    });
  }

  /** The chips of the selected node, with what each relation would bring. */
  async #describe({ iri }: Selected): Promise<void> {
    const describing = ++this.#describing;
    const { network } = this.#drawn;
    const isFact = network.edges.some(({ fact }) => fact !== null && fact === iri) && !this.#view.nodes.includes(iri ?? "");
    const found = iri === null || isFact ? null : await neighbours(iri, { limit: 1 }).catch(() => null);
    if (describing !== this.#describing) return;
    if (found === null || iri === null) {
      this.#chips.replaceChildren();
      return;
    }
    const chips = relationChips(found.node, found.relations, (relation) => shownOf(network, iri, relation), {
      expand: (relation) => void this.expand(iri, relation),
      collapse: () => this.collapse(iri),
      steps: (count) => void this.out(count),
      connect: () => this.connect(),
      remove: () => this.remove(),
    });
    this.#keepFocus(chips);
  }

  /** New chips in the place of the old: the cursor stays on the chip it was on. */
  #keepFocus(chips: HTMLElement): void {
    const at = this.#chips.contains(document.activeElement) ? document.activeElement : null;
    const label = at?.textContent?.replace(/[0-9✓]/g, "");
    this.#chips.replaceChildren(chips);
    if (at === null) return;
    for (const button of chips.querySelectorAll("button")) {
      if (button.textContent?.replace(/[0-9✓]/g, "") === label) return button.focus();
    }
  }

  #tell(sentence: string): void {
    this.#notice.replaceChildren(h("p", { role: "status" }, sentence));
  }

  /** The answer, or a notice of why there is none. */
  async #asked<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      this.#tell(error instanceof ApiError ? error.message : "The server does not answer. Try again.");
      return undefined;
    }
  }

  #title(): string {
    const labels = this.#drawn.network.nodes.slice(0, 3).map(({ label }) => label);
    return labels.length === 0 ? "Explore" : `Explore: ${labels.join(", ")}`;
  }
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;

function layoutAsked(): LayoutName {
  const asked = read().get("layout");
  return asked === "force" || asked === "list" ? asked : "columns";
}
