// The last decisions, each with a way to take it back; those that are not saved yet; those whose words are gone.

import { announce } from "../announce";
import { decisions } from "../api";
import type { Decision } from "../api";
import { bdi, h } from "../dom";
import { moment } from "./moment";
import type { Outbox, Waiting } from "./outbox";
import { signed } from "./signin";

const SHOWN = 8;

const SAID: Record<Decision["operation"], string> = {
  same: "The same",
  different: "Different",
  unsure: "Unsure",
  accept: "Right",
  reject: "Wrong",
  change: "Corrected",
  add: "Added",
};

export interface LatestOptions {
  /** Only those about this report. */
  report?: string;
  /** A decision was taken back. */
  onBack: (decision: { id: string; iri: string | null }) => void;
  /** One that could not be saved was let go. */
  onDrop?: (entry: Waiting) => void;
}

export class Latest {
  readonly element = h("section", { class: "latest", "aria-label": "Last decisions" });
  #made: Decision[] = [];
  #unplaced: Decision[] = [];
  #total = 0;
  #problem: string | null = null;

  constructor(
    private readonly outbox: Outbox,
    private readonly options: LatestOptions,
  ) {
    outbox.listen(() => this.#show());
    this.#show();
  }

  /** Ask the server what was decided before. */
  async load(): Promise<void> {
    const { report } = this.options;
    try {
      const [made, unplaced] = await Promise.all([
        decisions({ report, limit: SHOWN }),
        decisions({ report, status: "unplaced", limit: 50 }),
      ]);
      [this.#made, this.#total, this.#unplaced] = [made.decisions, made.total, unplaced.decisions];
    } catch (problem) {
      this.#problem = `The last decisions could not be loaded: ${(problem as Error).message}`;
    }
    this.#show();
  }

  /** How many decisions there are, and how many of them could not be placed. */
  get counts(): { made: number; unplaced: number } {
    return { made: this.#total, unplaced: this.#unplaced.length };
  }

  /** A decision has just been saved. */
  add(decision: Decision): void {
    this.#made = [decision, ...this.#made.filter(({ id }) => id !== decision.id)].slice(0, SHOWN);
    this.#show();
  }

  /** Take back the last decision of whoever has signed in. */
  async undo(): Promise<void> {
    await this.outbox.settled();
    const by = signed()?.by;
    const last = this.#made.find((decision) => decision.by === by);
    if (last === undefined) announce("There is nothing of yours to take back.");
    else await this.back(last);
  }

  /** Take a decision back, in words: what it was. */
  async back({ id, operation, about, iri }: Decision): Promise<void> {
    await this.backById(id, `${SAID[operation]}, ${about}`, iri);
  }

  async backById(id: string, said = "the decision", iri: string | null = null): Promise<void> {
    this.#problem = await this.outbox.back(id);
    announce(this.#problem === null ? `Taken back: ${said}` : `Not taken back: ${this.#problem}`);
    if (this.#problem === null) {
      this.#made = this.#made.filter((one) => one.id !== id);
      this.#unplaced = this.#unplaced.filter((one) => one.id !== id);
      this.options.onBack({ id, iri });
    }
    this.#show();
  }

  #show(): void {
    const waiting = this.outbox.waiting;
    this.element.replaceChildren(
      ...(this.#problem === null ? [] : [h("p", { class: "problem" }, this.#problem)]),
      waiting.length === 0 ? "" : h("div", { class: "not-saved" }, h("h2", {}, "Not saved yet"), h("ul", {}, ...waiting.map((entry) => this.#entry(entry)))),
      ...(this.#unplaced.length === 0 ? [] : this.#gone()),
      h("h2", {}, "Last decisions"),
      this.#made.length === 0
        ? h("p", { class: "quiet" }, "Nobody has decided anything yet.")
        : h("ul", { class: "decisions" }, ...this.#made.map((decision) => this.#row(decision))),
    );
  }

  #row(decision: Decision, more: HTMLElement | null = null): HTMLElement {
    const { operation, about, by, at, why } = decision;
    return h(
      "li",
      { "data-decision": decision.id },
      h("p", {}, h("strong", {}, `${SAID[operation]}: `), bdi(about, 160)),
      why ? h("p", { class: "quiet" }, "“", bdi(why, 200), "”") : null,
      more,
      h("p", { class: "quiet" }, bdi(by, 60), ", ", moment(at), " ", this.#takeBack(decision)),
    );
  }

  #takeBack(decision: Decision): HTMLElement {
    const label = `Take back: ${SAID[decision.operation]}, ${decision.about}`;
    return h("button", { type: "button", class: "plain", "aria-label": label, onclick: () => void this.back(decision) }, "Take back");
  }

  #entry(entry: Waiting): HTMLElement {
    if (entry.problem === null) return h("li", {}, bdi(entry.label, 160), h("span", { class: "quiet" }, " is being saved …"));
    const drop = () => {
      this.outbox.drop(entry);
      this.options.onDrop?.(entry);
    };
    const again = async () => {
      const done = await this.outbox.again(entry);
      if (done !== null) this.add(done);
    };
    return h(
      "li",
      { class: "unsaved" },
      h("p", {}, bdi(entry.label, 160)),
      h("p", { class: "problem" }, entry.problem),
      h("button", { type: "button", class: "plain", onclick: () => void again() }, "Try again"),
      " ",
      h("button", { type: "button", class: "plain", onclick: drop }, "Let go of it"),
    );
  }

  #gone(): HTMLElement[] {
    const note = "Their words are no longer in the report, or mean something else now. They are kept, and change nothing.";
    const rows = this.#unplaced.map((decision) =>
      this.#row(decision, decision.reason === null ? null : h("p", { class: "quiet" }, bdi(decision.reason, 300))),
    );
    return [h("h2", {}, "Could not be placed"), h("p", { class: "quiet" }, note), h("ul", { class: "decisions unplaced" }, ...rows)];
  }
}
