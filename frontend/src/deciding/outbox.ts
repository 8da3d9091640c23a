// Decisions on their way to the server: one after the other, and none is lost. What could not be saved stays in this
// tab, also when the page is loaded again, until it is saved or let go.

import { announce } from "../announce";
import { ApiError, decide, takeBack } from "../api";
import type { Decide, Decision } from "../api";
import { ask, signed, whoDecides } from "./signin";

type Unsigned<T> = T extends unknown ? Omit<T, "by"> : never;
/** A decision, but for who makes it. */
export type Act = Unsigned<Decide>;

/** A decision that is not saved yet. */
export interface Waiting {
  key: string;
  /** What is decided, in words. */
  label: string;
  act: Act;
  /** Why it was not saved; null while it is being saved. */
  problem: string | null;
}

const KEY = "unsaved decisions";
const LEFT = "The page was left before the server had answered.";

export class Outbox {
  #waiting: Waiting[] = kept();
  #line: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<() => void>();

  get waiting(): readonly Waiting[] {
    return this.#waiting;
  }

  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Save a decision; null if nobody signed in, or if it was refused: then it is among those that wait. */
  async send(act: Act, label: string): Promise<Decision | null> {
    if ((await whoDecides()) === null) {
      announce("Not saved: nobody has signed in.");
      return null;
    }
    const entry: Waiting = { key: crypto.getRandomValues(new Uint32Array(2)).join("-"), label, act, problem: null };
    this.#change([...this.#waiting, entry]);
    return this.#queued(() => this.#try(entry));
  }

  /** When all that was sent has been answered, and whoever sent it has taken the answer. */
  async settled(): Promise<void> {
    await this.#line;
    await new Promise((resolve) => setTimeout(resolve));
  }

  /** Try one that was refused again. */
  again(entry: Waiting): Promise<Decision | null> {
    this.#set(entry, null);
    return this.#queued(() => this.#try(entry));
  }

  /** Let go of one that was refused. */
  drop(entry: Waiting): void {
    this.#change(this.#waiting.filter(({ key }) => key !== entry.key));
  }

  /** Take a decision back; why not, if it was refused. */
  async back(id: string): Promise<string | null> {
    if ((await whoDecides()) === null) return "Nobody has signed in.";
    return this.#queued(async () => {
      const problem = await attempt((token) => takeBack(id, token));
      return problem instanceof Refused ? problem.message : null;
    });
  }

  async #try(entry: Waiting): Promise<Decision | null> {
    const done = await attempt((token, by) => decide({ ...entry.act, by } as Decide, token));
    if (done instanceof Refused) {
      this.#set(entry, done.message);
      announce(`Not saved: ${done.message}`);
      return null;
    }
    this.drop(entry);
    return done;
  }

  /** Decisions reach the server in the order in which they were made. */
  #queued<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#line.then(work, work);
    this.#line = next.catch(() => undefined);
    return next;
  }

  #set(entry: Waiting, problem: string | null): void {
    this.#change(this.#waiting.map((one) => (one.key === entry.key ? { ...one, problem } : one)));
  }

  #change(waiting: Waiting[]): void {
    this.#waiting = waiting;
    if (waiting.length > 0) sessionStorage.setItem(KEY, JSON.stringify(waiting));
    else sessionStorage.removeItem(KEY);
    for (const listener of this.#listeners) listener();
  }
}

class Refused {
  constructor(readonly message: string) {}
}

/** Do what needs the token; a wrong one is asked for again, once at a time. */
async function attempt<T>(write: (token: string, by: string) => Promise<T>): Promise<T | Refused> {
  let who = signed();
  while (who !== null) {
    try {
      return await write(who.token, who.by);
    } catch (problem) {
      if (!(problem instanceof ApiError)) return new Refused("The server does not answer.");
      if (problem.status !== 401) return new Refused(problem.message);
      who = await ask("The server did not take this token.");
    }
  }
  return new Refused("Nobody has signed in.");
}

function kept(): Waiting[] {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as Waiting[];
    return found.map((entry) => ({ ...entry, problem: entry.problem ?? LEFT }));
  } catch {
    return [];
  }
}
