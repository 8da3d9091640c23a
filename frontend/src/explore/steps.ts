// States one after the other, of which none ever changes: what undo and redo walk along.

export class Steps<T> {
  #past: T[] = [];
  #later: T[] = [];
  #now: T;

  constructor(
    first: T,
    private readonly same: (one: T, other: T) => boolean,
  ) {
    this.#now = first;
  }

  get now(): T {
    return this.#now;
  }

  get undoable(): boolean {
    return this.#past.length > 0;
  }

  get redoable(): boolean {
    return this.#later.length > 0;
  }

  /** A new state; whether it is another one. */
  add(next: T): boolean {
    if (this.same(next, this.#now)) return false;
    this.#past.push(this.#now);
    this.#now = next;
    this.#later = [];
    return true;
  }

  undo(): boolean {
    const before = this.#past.pop();
    if (before === undefined) return false;
    this.#later.push(this.#now);
    this.#now = before;
    return true;
  }

  redo(): boolean {
    const after = this.#later.pop();
    if (after === undefined) return false;
    this.#past.push(this.#now);
    this.#now = after;
    return true;
  }

  /** The state that Back or Forward of the browser led to: a step among ours if it is one. */
  land(on: T): boolean {
    const before = this.#past.at(-1);
    const after = this.#later.at(-1);
    if (before !== undefined && this.same(on, before)) return this.undo();
    if (after !== undefined && this.same(on, after)) return this.redo();
    return this.add(on);
  }
}
