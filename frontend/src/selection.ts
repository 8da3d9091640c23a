// One selection for all panes of a page. Whoever changes it says so here; whoever shows it listens here.

/** What is selected: a node or a fact of the graph, and the words of the report that were followed, if any. */
export interface Selected {
  /** The node, or the fact of an edge. */
  iri: string | null;
  /** The edge, if it was one that was selected. */
  edge: string | null;
  /** The words: a report and code points of its text. */
  words: { report: string; start: number; end: number } | null;
}

export const NOTHING: Selected = { iri: null, edge: null, words: null };

type Listener = (now: Selected, by: object | null) => void;

export class Selection {
  #now: Selected = NOTHING;
  readonly #listeners = new Set<Listener>();

  get now(): Selected {
    return this.#now;
  }

  /** Select; `by` is the pane that did it, which need not scroll to it. */
  set(change: Partial<Selected>, by: object | null = null): void {
    const next = { ...NOTHING, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#now)) return;
    this.#now = next;
    for (const listener of this.#listeners) listener(next, by);
  }

  clear(by: object | null = null): void {
    this.set(NOTHING, by);
  }

  /** Listen from now on. Returns what ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
