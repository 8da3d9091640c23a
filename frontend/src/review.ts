// The review screen: what waits for a decision, one item at a time, sentence first.

import "./review/review.css";
import * as address from "./address";
import { announce } from "./announce";
import type { FieldValue } from "./api";
import { correctForm, whyField } from "./deciding/correct";
import { Latest } from "./deciding/latest";
import { Outbox } from "./deciding/outbox";
import type { Act } from "./deciding/outbox";
import { pickedIn } from "./deciding/sentence";
import { signLine, whoDecides } from "./deciding/signin";
import { h, one } from "./dom";
import { listenTo } from "./keys";
import { button, choices, labelOf } from "./review/acts";
import { factView } from "./review/fact";
import { asked, filters } from "./review/filters";
import { identityView } from "./review/identity";
import { Queue } from "./review/queue";
import type { Item } from "./review/queue";

class Screen {
  readonly #outbox = new Outbox();
  readonly #latest = new Latest(this.#outbox, { onBack: ({ id, iri }) => void this.#returned(id, iri), onDrop: () => void this.#open() });
  readonly #progress = h("p", { class: "progress" });
  readonly #filters = h("div", {});
  readonly #stage = h("div", { class: "stage" });
  #queue = new Queue({});
  /** The items of what was decided here, to be shown again when that is taken back. */
  readonly #items = new Map<string, Item>();

  async start(page: HTMLElement): Promise<void> {
    page.replaceChildren(
      h("header", { class: "page" }, h("h1", {}, "Review"), this.#progress, signLine()),
      this.#filters,
      h("div", { class: "review-columns" }, this.#stage, this.#latest.element),
    );
    address.onReturn(() => void this.#open());
    listenTo([
      ...this.#deciding("s", "they are the same"),
      ...this.#deciding("d", "they are different"),
      ...this.#deciding("u", "unsure"),
      ...this.#deciding("y", "right"),
      ...this.#deciding("n", "wrong"),
      ...this.#deciding("e", "correct it"),
      { key: "k", does: "skip it for now", run: () => void this.#skip() },
      { key: "b", does: "go back to the one before", run: () => this.#back() },
      { key: "Ctrl+z", does: "take back your last decision", run: () => void this.#latest.undo() },
      { key: "w", does: "say why, before you decide", run: () => one("#why").focus() },
    ]);
    await Promise.all([this.#open(), this.#latest.load()]);
  }

  #deciding(key: string, does: string) {
    return [{ key, does, run: () => this.#press(key) }];
  }

  #press(key: string): void {
    const item = this.#queue.current;
    const choice = item === null ? undefined : choices(item).find((found) => found.key === key);
    if (item === null || choice === undefined || this.#stage.querySelector(".correct") !== null) return;
    if (choice.act === null) this.#correct(item);
    else void this.#decide(item, choice.act, choice.label);
  }

  async #open(): Promise<void> {
    this.#queue = new Queue(asked());
    this.#filters.replaceChildren(filters(() => void this.#open()));
    await this.#moved(() => this.#queue.open(address.read().get("at")));
  }

  /** Decide: acknowledged at once, saved behind that. */
  async #decide(item: Item, act: Act, label: string, reason?: string): Promise<void> {
    const why = reason ?? (this.#stage.querySelector<HTMLInputElement>("#why")?.value.trim() || undefined);
    if ((await whoDecides()) === null || this.#queue.current !== item) return;
    announce(`${label}. ${this.#queue.total - this.#queue.decided - 1} left.`);
    const sent = this.#outbox.send(why === undefined ? act : { ...act, why }, labelOf(item, label));
    await this.#moved(() => this.#queue.take());
    const done = await sent;
    if (done === null) return;
    this.#items.set(done.id, item);
    this.#latest.add(done);
  }

  #correct(item: Item): void {
    if (item.kind !== "fact") return;
    const form = correctForm(item.form, {
      picked: () => pickedIn(this.#stage),
      save: (values: Record<string, FieldValue>, why) =>
        void this.#decide(item, { operation: "change", about: item.thing.iri, values }, "Corrected", why),
      close: () => this.#show(),
    });
    one("#why", this.#stage).closest(".field")?.remove();
    one(".decide", this.#stage).replaceWith(form);
    form.querySelector<HTMLElement>("select, input, button")?.focus();
  }

  async #skip(): Promise<void> {
    await this.#moved(() => this.#queue.skip());
  }

  #back(): void {
    this.#queue.back();
    this.#show();
  }

  async #returned(id: string, iri: string | null): Promise<void> {
    const item = this.#items.get(id);
    if (item === undefined) {
      // Decided before the page was loaded: it waits again, and a fact has the address of its item.
      address.write({ at: iri ?? undefined });
      await this.#open();
    } else {
      this.#queue.put(item);
      this.#show();
    }
  }

  /** Do what changes the current item, and show the one that is then. */
  async #moved(move: () => Promise<unknown>): Promise<void> {
    this.#stage.setAttribute("aria-busy", "true");
    try {
      await move();
      this.#show();
    } catch (problem) {
      const again = h("button", { type: "button", onclick: () => void this.#open() }, "Try again");
      this.#stage.replaceChildren(h("p", { class: "problem", role: "alert" }, `The queue could not be loaded: ${(problem as Error).message}`), again);
    }
    this.#stage.removeAttribute("aria-busy");
  }

  #show(): void {
    const { current: item, position, total, decided } = this.#queue;
    const done = decided === 0 ? "" : ` · ${decided} decided`;
    this.#progress.textContent = item === null ? done.replace(" · ", "") : `${position} of ${total}${done}`;
    address.write({ at: item?.id });
    this.#stage.replaceChildren(...(item === null ? this.#empty() : [this.#view(item)]));
    if (document.activeElement === document.body) this.#stage.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  #view(item: Item): HTMLElement {
    const [why] = whyField("why");
    const acts = choices(item).map(({ key, label }) => button(label, key, () => this.#press(key), `act-${key}`));
    const skip = button("Skip", "k", () => void this.#skip(), "plain");
    const back = this.#queue.skipped > 0 ? button("Back", "b", () => this.#back(), "plain") : null;
    return h(
      "article",
      { class: "item", "data-id": item.id },
      item.kind === "identity" ? identityView(item) : factView(item),
      why,
      h("div", { class: "decide" }, h("p", { class: "acts" }, ...acts, skip, back)),
    );
  }

  #empty(): HTMLElement[] {
    const narrowed = Object.values(asked()).some(Boolean);
    const again = h("button", { type: "button", onclick: () => void this.#open() }, "Look at them again");
    const all = h("a", { href: location.pathname }, "Show all that waits");
    if (this.#queue.skipped > 0) {
      return [h("h2", { tabindex: -1 }, "That was all"), h("p", {}, `You have skipped ${this.#queue.skipped}. `), h("p", {}, again)];
    }
    return [
      h("h2", { tabindex: -1 }, narrowed ? "Nothing of this kind waits for a decision" : "Nothing waits for a decision"),
      narrowed ? h("p", {}, all) : h("p", {}, "When more reports are read, what the reader is unsure of comes here. Until then you can correct what stands in a report: open it, and follow a mark or select words."),
    ];
  }
}

void new Screen().start(one(".review"));
