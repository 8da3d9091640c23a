// What one does with a network: each act makes the next view out of the one that is shown.

import type { GraphNode, Network } from "../api";
import { among, paths } from "../api";
import { bdi, h } from "../dom";
import type { Selection } from "../selection";
import type { Base } from "./base";
import type { Community } from "./communities";
import { pathsPanel } from "./paths";
import { MORE } from "./toolbar";
import type { View } from "./view";
import { withNodes, without } from "./view";
import { leaves, next } from "./walk";

/** The screen, as the acts see it. */
export interface Host {
  readonly selection: Selection;
  readonly base: Promise<Base>;
  /** The base, read again if a thing is not in it: it may have been written since. */
  baseWith(iri: string): Promise<Base>;
  readonly view: View;
  readonly network: Network;
  change(view: View): void;
  /** Bring the network into sight. */
  reveal(): void;
  tell(...content: (Node | string)[]): void;
  panel(element: HTMLElement | null): void;
  /** The answer, or undefined once people were told why there is none. */
  ask<T>(answer: Promise<T>): Promise<T | undefined>;
}

export class Acts {
  #connecting: GraphNode | null = null;

  constructor(private readonly host: Host) {}

  /** The node from which a way is to be found, while the other end is not picked yet. */
  get connecting(): GraphNode | null {
    return this.#connecting;
  }

  /** Open a group by its strongest nodes. */
  open({ nodes }: Community): void {
    this.host.change({ ...this.host.view, nodes: nodes.slice(0, MORE), people: false, rest: nodes.slice(MORE) });
  }

  /** Show the hits of a search, and nothing else. */
  gather(nodes: readonly string[]): void {
    this.host.change({ ...this.host.view, nodes, people: false, rest: [] });
    this.host.reveal();
  }

  more(): void {
    const { rest } = this.host.view;
    this.host.change({ ...withNodes(this.host.view, rest.slice(0, MORE)), rest: rest.slice(MORE) });
  }

  people(): void {
    this.host.change({ ...this.host.view, people: !this.host.view.people });
  }

  /** The things of all reports instead of the nodes of each, or back; what was selected stays selected. */
  async things(): Promise<void> {
    const { view, selection } = this.host;
    const per = view.things ? "node" : "thing";
    const at = selection.now.iri !== null && view.nodes.includes(selection.now.iri) ? [selection.now.iri] : [];
    const [found, kept] = await Promise.all([view.nodes, at].map((some) => this.#as(per, some)));
    if (found === undefined || kept === undefined) return;
    this.host.change({ ...view, nodes: found, things: !view.things, people: false, rest: [] });
    if (kept[0] === undefined) selection.clear(this);
    else selection.set({ iri: kept[0] }, this);
  }

  async #as(per: "node" | "thing", nodes: readonly string[]): Promise<string[] | undefined> {
    if (nodes.length === 0) return [];
    return (await this.host.ask(among(nodes, per)))?.nodes.map(({ iri }) => iri);
  }

  /** The other end of a connection, or a thing to show with what is next to it. */
  async take(node: GraphNode): Promise<void> {
    if (this.#connecting !== null) await this.end(node);
    else await this.add(node.iri);
  }

  async add(iri: string): Promise<void> {
    const { nodes } = this.host.view;
    const found = nodes.includes(iri) ? { nodes: [] } : await this.host.ask(next(iri, new Set([...nodes, iri])));
    if (found === undefined) return;
    this.host.change({ ...withNodes(this.host.view, [iri, ...found.nodes]), people: false });
    this.host.reveal();
    this.host.selection.set({ iri }, this);
  }

  async expand(iri: string, relation?: string): Promise<void> {
    const found = await this.host.ask(next(iri, new Set([...this.host.view.nodes, iri]), relation));
    if (found === undefined) return;
    if (found.nodes.length === 0) this.host.tell(`Nothing more: all ${found.total} are shown.`);
    else this.host.change({ ...withNodes(this.host.view, [iri, ...found.nodes]), people: false });
  }

  /** Take out what hangs on a node alone. */
  fold(iri: string): void {
    const gone = leaves(this.host.network, iri);
    if (gone.size === 0) this.host.tell("Nothing hangs on this alone.");
    else this.host.change(without(this.host.view, gone));
  }

  remove(): void {
    const { iri } = this.host.selection.now;
    if (iri === null || !this.host.view.nodes.includes(iri)) return;
    this.host.change(without(this.host.view, new Set([iri])));
    this.host.selection.clear(this);
  }

  /** Show what lies up to some steps out from the selection, and nothing else. */
  async out(steps: number): Promise<void> {
    const { iri } = this.host.selection.now;
    if (iri === null) return this.host.tell("Select something first.");
    const base = await this.host.ask(this.host.baseWith(iri));
    if (base === undefined) return;
    // The base knows no roles: from one of them the first step is asked of the server.
    const near = base.has(iri) ? { nodes: [] } : await this.host.ask(next(iri, new Set([iri])));
    if (near === undefined) return;
    const { nodes, total } = base.has(iri) ? base.around([iri], steps) : base.around(near.nodes, steps - 1);
    this.host.change({ ...this.host.view, nodes: [...new Set([iri, ...near.nodes, ...nodes])], people: false, rest: [] });
    if (nodes.length < total) this.host.tell(`The nearest ${nodes.length} of ${total}.`);
  }

  /** Begin to connect the selection with what is picked next. */
  connect(): void {
    const node = this.host.network.nodes.find(({ iri }) => iri === this.host.selection.now.iri);
    if (node === undefined) return this.host.tell("Select a thing in the network first.");
    this.#connecting = node;
    const leave = h("button", { type: "button", class: "plain", onclick: () => this.leave() }, "Leave it");
    const name = h("strong", {}, bdi(node.label, 80));
    this.host.tell("Connect ", name, " with: pick a thing in the network, or a hit of the search. ", leave);
  }

  /** Leave a connection that was begun; whether there was one. */
  leave(): boolean {
    const begun = this.#connecting !== null;
    this.#connecting = null;
    if (begun) this.host.tell();
    return begun;
  }

  /** The ways from where the connection began to its other end. */
  async end(to: GraphNode): Promise<void> {
    const from = this.#connecting;
    this.#connecting = null;
    if (from === null || from.iri === to.iri) return this.host.tell("Both ends are the same thing.");
    this.host.tell("Looking for ways…");
    const found = await this.host.ask(paths(from.iri, to.iri));
    if (found === undefined) return;
    this.host.tell();
    this.host.reveal();
    this.host.panel(
      pathsPanel(from, to, found.paths, {
        select: ({ iri }) => this.host.selection.set({ iri }, this),
        add: ({ nodes }) => {
          const iris = nodes.map(({ iri }) => iri);
          this.host.change({ ...withNodes(this.host.view, iris), people: false });
        },
        close: () => this.host.panel(null),
      }),
    );
  }
}
