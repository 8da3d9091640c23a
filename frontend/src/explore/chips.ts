// The chips over the network: what is known of the selected node, counted, before one goes on from it.

import type { Neighbours } from "../api";
import { among, neighbours } from "../api";
import { h } from "../dom";
import type { Acts, Host } from "./acts";
import { relationChips } from "./relations";
import { shownOf } from "./walk";

export class Chips {
  readonly element = h("div", { class: "chips" });
  #turn = 0;

  constructor(
    private readonly host: Host,
    private readonly acts: Acts,
  ) {}

  /** Show those of what is selected now; a fact has none. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const { iri } = this.host.selection.now;
    const found = iri !== null && (await this.#isNode(iri)) ? await this.host.ask(neighbours(iri, { limit: 1 })) : null;
    if (turn !== this.#turn) return;
    if (found) this.#replace(this.#of(found));
    else this.element.replaceChildren();
  }

  #of({ node, relations }: Neighbours): HTMLElement {
    const { iri } = node;
    const { network, view } = this.host;
    return relationChips(node, relations, {
      shown: (relation) => shownOf(network, iri, relation),
      add: view.nodes.includes(iri) ? null : () => void this.acts.add(iri),
      expand: (relation) => void this.acts.expand(iri, relation),
      fold: () => this.acts.fold(iri),
      out: (steps) => void this.acts.out(steps),
      connect: () => this.acts.connect(),
      remove: () => this.acts.remove(),
    });
  }

  async #isNode(iri: string): Promise<boolean> {
    const { nodes, edges } = this.host.network;
    if (nodes.some((node) => node.iri === iri)) return true;
    if (edges.some((edge) => edge.fact === iri)) return false;
    const base = await this.host.base.catch(() => null);
    if (base?.has(iri)) return true;
    const found = await among([iri]).catch(() => null);
    return found !== null && found.nodes.length > 0;
  }

  /** New chips in the place of the old: the cursor stays on the chip it was on. */
  #replace(chips: HTMLElement): void {
    const at = this.element.contains(document.activeElement) ? document.activeElement : null;
    this.element.replaceChildren(chips);
    const name = at?.getAttribute("data-name");
    if (!name) return;
    for (const button of chips.querySelectorAll("button")) if (button.dataset["name"] === name) button.focus();
  }
}
