// The histogram over the rows, and the brush on it: a period, by pointer or by keys.

import type { EventRow } from "../api";
import { s } from "../dom";
import { fullDay } from "./days";
import type { Bin, Scale } from "./scale";
import { timesOf } from "./times";

/** Days, both included. */
export interface Span {
  from: number;
  to: number;
}

/** Whether an event took place, or may have, on one of these days. */
export const inside = (event: EventRow, { from, to }: Span): boolean =>
  timesOf(event).periods.some((period) => period.from <= to && period.to >= from);

const BEAT = 700;

export class Brush {
  readonly element = s("g", { class: "histogram", role: "slider", tabindex: 0, "aria-label": "Period" });
  #bins: readonly Bin[] = [];
  #span: Span | null = null;
  #height = 0;
  #timer: number | null = null;
  readonly #moved: () => void;
  readonly #words: () => string;

  /** `moved` is told of every change; `words` says what the period holds. */
  constructor(moved: () => void, words: () => string) {
    this.#moved = moved;
    this.#words = words;
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("pointerdown", (event) => this.#drag(event));
  }

  get span(): Span | null {
    return this.#span;
  }

  get playing(): boolean {
    return this.#timer !== null;
  }

  /** Draw bars for these events, and stronger ones for those that stand out. */
  draw(scale: Scale, events: readonly EventRow[], kept: (event: EventRow) => boolean, height: number): void {
    this.#bins = scale.bins;
    this.#height = height;
    const sure = counts(scale.bins, events, true);
    const may = counts(scale.bins, events, false);
    const chosen = counts(scale.bins, events.filter(kept), false);
    const most = Math.max(1, ...may);
    const bar = (name: string, bin: Bin, count: number): SVGRectElement | null => {
      const tall = count === 0 ? 0 : Math.max(2, (count / most) * (height - 2));
      const width = Math.max(1, bin.right - bin.left - 1);
      return tall === 0 ? null : s("rect", { class: name, x: bin.left, y: height - tall, width, height: tall });
    };
    const all = events.every(kept);
    const bars = scale.bins.flatMap((bin, index) => [
      bar("may", bin, may[index] ?? 0),
      bar("sure", bin, sure[index] ?? 0),
      all ? null : bar("chosen", bin, chosen[index] ?? 0),
    ]);
    const grounds = scale.segments.map(({ left, right }) => s("rect", { class: "ground", x: left, y: 0, width: right - left, height }));
    this.element.replaceChildren(...grounds, ...bars.filter((one) => one !== null), s("g", { class: "brush" }));
    this.#show();
  }

  /** End the brush, and playing. */
  end(): void {
    this.stop();
    if (this.#span === null) return;
    this.#set(null);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Let the period walk to the end; without motion it goes one step. */
  play(): void {
    if (this.playing) this.stop();
    else {
      if (this.#span === null || this.#indexes()[1] >= this.#bins.length - 1) this.#toBins(0, this.#opening());
      else this.#move(1);
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
        this.#timer = window.setInterval(() => {
          if (!this.element.isConnected || this.#indexes()[1] >= this.#bins.length - 1) this.stop();
          else this.#move(1);
          this.#moved();
        }, BEAT);
      }
    }
    this.#moved();
  }

  /** The bins with which a brush begins that is not drawn by hand: a tenth of all. */
  #opening(): number {
    return Math.max(0, Math.floor(this.#bins.length / 10) - 1);
  }

  #key(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" || event.key === "ArrowUp" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowDown" ? -1 : 0;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") this.play();
    else if (event.key === "Escape" && this.#span !== null) this.end();
    else if (step !== 0 && this.#span === null) this.#toBins(0, this.#opening());
    else if (step !== 0 && event.shiftKey) this.#widen(step);
    else if (step !== 0) this.#move(step);
    else if (event.key === "Home") this.#move(-this.#bins.length);
    else if (event.key === "End") this.#move(this.#bins.length);
    else return;
    event.preventDefault();
  }

  #drag(down: PointerEvent): void {
    if (down.button !== 0) return;
    this.stop();
    const box = this.element.ownerSVGElement?.getBoundingClientRect();
    const at = (event: PointerEvent): number => this.#binAt(event.clientX - (box?.left ?? 0));
    const start = at(down);
    const [first, last] = this.#indexes();
    const within = this.#span !== null && start > first && start < last;
    // From one of its ends the period is stretched, from inside it is moved, from elsewhere it begins anew.
    const anchor = this.#span === null || start < first || start > last ? start : start === last ? first : last;
    const move = (event: PointerEvent): void => {
      const now = at(event);
      if (within) this.#toBins(...shifted(first, last, now - start, this.#bins.length));
      else this.#toBins(Math.min(anchor, now), Math.max(anchor, now));
    };
    const up = (): void => {
      this.element.removeEventListener("pointermove", move);
      this.element.removeEventListener("pointerup", up);
      this.element.removeEventListener("pointercancel", up);
    };
    this.element.setPointerCapture(down.pointerId);
    this.element.addEventListener("pointermove", move);
    this.element.addEventListener("pointerup", up);
    this.element.addEventListener("pointercancel", up);
    if (this.#span === null || anchor === start) this.#toBins(start, start);
  }

  #move(steps: number): void {
    this.#toBins(...shifted(...this.#indexes(), steps, this.#bins.length));
  }

  #widen(steps: number): void {
    const [first, last] = this.#indexes();
    this.#toBins(first, Math.min(Math.max(first, last + steps), this.#bins.length - 1));
  }

  #binAt(x: number): number {
    const found = this.#bins.findIndex((bin) => x < bin.right);
    return found === -1 ? this.#bins.length - 1 : found;
  }

  /** The bins of the period. */
  #indexes(): [number, number] {
    const { from, to } = this.#span ?? { from: 0, to: 0 };
    const first = this.#bins.findIndex((bin) => bin.to >= from);
    const last = this.#bins.findLastIndex((bin) => bin.from <= to);
    return [Math.max(first, 0), Math.max(last, first, 0)];
  }

  #toBins(first: number, last: number): void {
    const [start, end] = [this.#bins[first], this.#bins[last]];
    if (start !== undefined && end !== undefined) this.#set({ from: start.from, to: end.to });
  }

  #set(span: Span | null): void {
    if (span?.from === this.#span?.from && span?.to === this.#span?.to) return;
    this.#span = span;
    this.#moved();
    this.#show();
  }

  #show(): void {
    const [first, last] = this.#indexes();
    const [start, end] = [this.#bins[first], this.#bins[last]];
    const slot = this.element.querySelector(".brush");
    const shown = this.#span !== null && start !== undefined && end !== undefined;
    if (shown) slot?.replaceChildren(s("rect", { x: start.left, y: 0.5, width: end.right - start.left, height: this.#height - 1 }));
    else slot?.replaceChildren();
    const set = (name: string, value: string | number): void => this.element.setAttribute(name, String(value));
    set("aria-valuemin", 0);
    set("aria-valuemax", Math.max(this.#bins.length - 1, 0));
    set("aria-valuenow", shown ? first : 0);
    set("aria-valuetext", this.#words());
  }
}

/** A period in words. */
export const spanInWords = ({ from, to }: Span): string => (from === to ? fullDay(from) : `${fullDay(from)} to ${fullDay(to)}`);

function shifted(first: number, last: number, steps: number, length: number): [number, number] {
  const by = Math.min(Math.max(steps, -first), length - 1 - last);
  return [first + by, last + by];
}

/** Events by bin: those whose day is known, or also those that may have been then. */
function counts(bins: readonly Bin[], events: readonly EventRow[], sure: boolean): number[] {
  const periods = events.map((event) => timesOf(event).periods.filter((one) => !sure || one.certainty !== "between"));
  return bins.map((bin) => periods.filter((all) => all.some((one) => one.from <= bin.to && one.to >= bin.from)).length);
}
