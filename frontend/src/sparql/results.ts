// The results of a query: what came back in words, the ways to show it, the downloads, and the view itself.

import { announce } from "../announce";
import { root } from "../api";
import { bdi, h, one } from "../dom";
import type { EventRow } from "../api";
import type { EventsPane, NetworkPane, Shown } from "../panes";
import type { Selection } from "../selection";
import { takeHome } from "../takehome";
import type { Answer } from "./answer";
import { happenings, MOST } from "./happenings";
import type { Names } from "./names";
import { network } from "./network";
import { SHOWN, table } from "./table";
import { contents, offered, type View } from "./views";

const LABELS: Record<View, string> = { table: "Table", graph: "Graph", map: "Map", timeline: "Timeline" };

export interface ResultsOptions {
  section: HTMLElement;
  names: Names;
  selection: Selection;
  /** Names of formats and what people call them, of rows and of graphs. */
  formats: { rows: [string, string][]; graph: [string, string][] };
  onView: (view: View) => void;
}

export class Results {
  readonly #options: ResultsOptions;
  #pane: NetworkPane | null = null;
  #ended = new AbortController();
  #shown: Shown = { title: "", query: null, nodes: [], edges: [], pane: null };

  constructor(options: ResultsOptions) {
    this.#options = options;
  }

  /** Show an answer in the view that is wished, or as a table where it does not fit. */
  async show(answer: Answer, query: string, wished: View): Promise<void> {
    const { section, names } = this.#options;
    this.#end();
    await names.learn(answer, SHOWN).catch(() => announce("The names of things could not be asked for."));
    const held = contents(answer, names);
    const views = offered(answer, held);
    const view = views.includes(wished) ? wished : "table";
    const heading = h("h2", { tabindex: -1 }, said(answer));
    const place = h("div", { class: "view" });
    section.replaceChildren(heading, h("div", { class: "bar" }, this.#switch(views, view), this.#downloads(answer, query)));
    if (answer.cut !== null) section.append(h("p", { class: "warning" }, answer.cut));
    if (views.length > 0 && view !== wished) section.append(h("p", { class: "note" }, unfit(wished)));
    section.append(place);
    section.hidden = false;
    announce(said(answer));
    if (answer.kind === "truth" || answer.rows.length === 0) return;
    this.#shown = { title: one("main h1").textContent, query, nodes: [], edges: [], pane: null };
    await this.#view(view, answer, held, place);
  }

  clear(): void {
    this.#end();
    this.#options.section.hidden = true;
    this.#options.section.replaceChildren();
  }

  #end(): void {
    this.#ended.abort();
    this.#ended = new AbortController();
    this.#pane?.destroy();
    this.#pane = null;
  }

  async #view(view: View, answer: Answer, held: ReturnType<typeof contents>, place: HTMLElement): Promise<void> {
    const { section, names, selection } = this.#options;
    const { signal } = this.#ended;
    if (view === "table") {
      place.append(table(answer, names, (iri) => selection.set({ iri })));
      if (answer.rows.length > SHOWN) place.append(note(`The first ${SHOWN} of ${many(answer)}; all are in the downloads.`));
    } else if (view === "graph") {
      const drawn = network(answer, this.#shown.query ?? "", held.nodes, names);
      const { networkPane } = await import("../network/view");
      if (signal.aborted) return;
      this.#pane = networkPane(selection);
      this.#shown = { ...this.#shown, ...drawn.network, pane: this.#pane };
      if (drawn.cut) place.append(note(`The first ${drawn.network.nodes.length} things of this answer.`));
      section.querySelector(".bar")?.append(takeHome(() => this.#shown));
      place.append(this.#pane.element);
      await this.#pane.show(drawn.network);
    } else {
      const found = await happenings(answer, held, names, view, signal);
      const pane = view === "map" ? await map(selection) : await timeline(selection);
      if (signal.aborted) return;
      if (found.cut) place.append(note(`The first ${MOST} events of this answer.`));
      if (found.events.length === 0) place.append(note("The server knows no such event."));
      place.append(pane.element);
      pane.show(once(found.events));
    }
  }

  #switch(views: readonly View[], current: View): HTMLElement | null {
    if (views.length < 2) return null;
    const buttons = views.map((view) =>
      h("button", { type: "button", "aria-pressed": String(view === current), onclick: () => this.#options.onView(view) }, LABELS[view]),
    );
    return h("div", { class: "views", role: "group", "aria-label": "Show the answer as" }, ...buttons);
  }

  #downloads({ kind }: Answer, query: string): HTMLElement {
    const { rows, graph } = this.#options.formats;
    const offers = (kind === "graph" ? graph : rows).filter(([name]) => kind === "rows" || name !== "spreadsheet");
    const links = offers.map(([format, label]) =>
      h("a", { href: `${root}/sparql?${new URLSearchParams({ query, format })}` }, label),
    );
    return h("p", { class: "formats" }, "Download: ", ...links.flatMap((link) => [link, " "]));
  }
}

const map = async (selection: Selection): Promise<EventsPane> => (await import("../map")).mapPane(selection);
const timeline = async (selection: Selection): Promise<EventsPane> => (await import("../timeline")).timelinePane(selection);

const note = (words: string): HTMLElement => h("p", { class: "note", role: "note" }, bdi(words));

/** Every thing once: an event of several rows happened once. */
function once(rows: readonly EventRow[]): EventRow[] {
  return [...new Map(rows.map((row) => [`${row.node.iri} ${row.times[0]?.earliest ?? ""}`, row])).values()];
}

function many({ rows, kind, cut }: Answer): string {
  const noun = kind === "graph" ? "triple" : "row";
  return `${cut === null ? "" : "more than "}${rows.length} ${noun}${rows.length === 1 ? "" : "s"}`;
}

function said(answer: Answer): string {
  if (answer.kind === "truth") return answer.truth ? "Yes" : "No";
  const words = many(answer);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function unfit(view: View): string {
  if (view === "graph") return "No graph: that needs two columns with things of this knowledge graph.";
  if (view === "map") return "No map: that needs a column with events or places, or two columns lat and long.";
  return "No timeline: that needs a column with events or dates.";
}
