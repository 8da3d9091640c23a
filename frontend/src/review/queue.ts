// What waits for a decision, one item at a time: skipped ones are passed over, what was decided does not come again.

import { review } from "../api";
import type { FactItem, IdentityItem, Parameters } from "../api";

export type Item = IdentityItem | FactItem;

const LIMIT = 20;

export class Queue {
  /** What was loaded, in the order of the server. */
  #items: Item[] = [];
  #at = 0;
  #next: string | null = null;
  #total = 0;
  #decided = 0;

  constructor(private readonly asked: Parameters) {}

  get current(): Item | null {
    return this.#items[this.#at] ?? null;
  }

  /** How many have been decided here. */
  get decided(): number {
    return this.#decided;
  }

  /** The number of the current item, among all that waited when the queue was opened. */
  get position(): number {
    return this.#decided + this.#at + 1;
  }

  get total(): number {
    return this.#decided + this.#total;
  }

  /** Whether some were skipped on the way to the end. */
  get skipped(): number {
    return this.#at;
  }

  /** Load the first items; `at` is the one to begin with, if it still waits. */
  async open(at: string | null): Promise<void> {
    await this.#more(null);
    const found = this.#items.findIndex(({ id }) => id === at);
    this.#at = Math.max(found, 0);
  }

  /** Pass over the current item; whether there was one. */
  async skip(): Promise<void> {
    if (this.current === null) return;
    this.#at += 1;
    await this.#fill();
  }

  back(): void {
    this.#at = Math.max(this.#at - 1, 0);
  }

  /** The current item is decided: the next one takes its place. */
  async take(): Promise<Item | null> {
    const [item] = this.#items.splice(this.#at, 1);
    if (item === undefined) return null;
    this.#decided += 1;
    this.#total -= 1;
    await this.#fill();
    return item;
  }

  /** An item waits again, and is looked at now. */
  put(item: Item): void {
    if (this.#items.some(({ id }) => id === item.id)) return;
    this.#items.splice(this.#at, 0, item);
    this.#decided = Math.max(this.#decided - 1, 0);
    this.#total += 1;
  }

  async #fill(): Promise<void> {
    if (this.current === null && this.#next !== null) await this.#more(this.#next);
  }

  async #more(after: string | null): Promise<void> {
    const page = await review({ ...this.asked, after, limit: LIMIT });
    const known = new Set(this.#items.map(({ id }) => id));
    this.#items.push(...[...page.identities, ...page.facts].filter(({ id }) => !known.has(id)));
    this.#next = page.next;
    if (after === null) this.#total = page.total;
  }
}
