// The timeline pane: a histogram with a brush, and below it the events in rows by place, organisation or report.

import type { EventRow } from "./api";
import { cut, h, s } from "./dom";
import { counted, touches } from "./events";
import { fitted } from "./measure";
import type { EventsOptions, EventsPane } from "./panes";
import type { Selection } from "./selection";
import { Brush, inside, spanInWords } from "./timeline/brush";
import { shortFullDay } from "./timeline/days";
import { timelineKey } from "./timeline/key";
import { bows, hatching, markOf } from "./timeline/marks";
import { type Box, type Grouping, type Layout, layoutOf } from "./timeline/rows";
import { type Scale, scaleOf } from "./timeline/scale";
import { timesOf } from "./timeline/times";
import { nextByKey } from "./timeline/walk";
import "./timeline/timeline.css";

const HISTOGRAM = 30;
const AXIS = 17;
const FONT = "11px system-ui, sans-serif";
let panes = 0;

export function timelinePane(selection: Selection, options: EventsOptions = {}): EventsPane {
  return new Timeline(selection, options);
}

class Timeline implements EventsPane {
  readonly element: HTMLElement;
  readonly #selection: Selection;
  readonly #options: EventsOptions;
  readonly #hatching = `hatching-${(panes += 1)}`;
  readonly #top = s("svg", { class: "top" });
  readonly #rows = s("svg", { class: "events", role: "group" });
  readonly #scroll = h("div", { class: "scrolling" });
  readonly #status = h("span", { class: "status" });
  readonly #play = h("button", { type: "button", class: "plain", onclick: () => this.#brush.play() }, "Play");
  readonly #end = h("button", { type: "button", class: "plain", hidden: true, onclick: () => this.#brush.end() }, "All days");
  readonly #brush = new Brush(() => this.#brushed(), () => this.#words());
  #events: readonly EventRow[] = [];
  #by: Grouping = "place";
  #kept: ReadonlySet<string> | null = null;
  #scale: Scale | null = null;
  #width = 0;

  constructor(selection: Selection, options: EventsOptions) {
    this.#selection = selection;
    this.#options = options;
    this.element = h(
      "div",
      { class: "timeline-pane" },
      h("div", { class: "tools" }, this.#groupings(), this.#play, this.#end, ...timelineKey(), this.#status),
      this.#top,
      this.#scroll,
    );
    this.#scroll.append(this.#rows);
    this.#rows.addEventListener("click", (event) => this.#clicked(event));
    this.#rows.addEventListener("keydown", (event) => this.#key(event));
    this.#rows.addEventListener("focusin", (event) => this.#only(event.target as Element));
    selection.listen((_, by) => this.#selected(by !== this));
    new ResizeObserver(() => this.#resized()).observe(this.element);
  }

  show(events: readonly EventRow[]): void {
    this.#events = events;
    this.#brush.end();
    this.#draw();
    this.#fade();
  }

  focus(kept: ReadonlySet<string> | null): void {
    this.#kept = kept;
    this.#fade();
    const first = kept === null ? undefined : this.#links().find((link) => !link.classList.contains("faded"));
    if (first !== undefined) this.#bring(first);
  }

  #groupings(): HTMLElement {
    const names: [Grouping, string][] = [["place", "place"], ["organization", "organisation"], ["report", "report"]];
    const change = (event: Event): void => {
      this.#by = (event.target as HTMLSelectElement).value as Grouping;
      this.#draw();
    };
    const choice = h("select", { onchange: change }, ...names.map(([value, label]) => h("option", { value }, label)));
    return h("label", {}, "Rows by ", choice);
  }

  #resized(): void {
    const width = Math.floor(this.#scroll.clientWidth);
    if (width === this.#width) return;
    this.#width = width;
    this.#draw();
  }

  #draw(): void {
    if (this.#width === 0) this.#width = Math.floor(this.#scroll.clientWidth);
    const width = this.#width;
    if (width === 0) return;
    const focused = document.activeElement?.closest(".timeline-pane .when")?.getAttribute("data-iri");
    const left = Math.round(Math.min(150, width * 0.24));
    const times = this.#events.map(timesOf);
    const published = times.flatMap((time) => (time.periods.length > 0 || time.published === null ? [] : [time.published]));
    const stretches = times.flatMap((time) => time.periods.map(({ from, to }): [number, number] => [from, to]));
    this.#scale = scaleOf([...stretches, ...published.map((day): [number, number] => [day, day])], left, width - 6);
    const layout = layoutOf(this.#events, this.#by, this.#scale, left, width - 6);
    this.#top.toggleAttribute("hidden", stretches.length === 0 && published.length === 0);
    this.#play.hidden = stretches.length === 0;
    this.#drawTop(width, left);
    this.#drawRows(layout, width, left);
    this.#fade();
    this.#selected(false);
    if (focused) this.#links().find((link) => link.dataset["iri"] === focused)?.focus();
  }

  #drawTop(width: number, left: number): void {
    const above = this.#play.hidden ? HISTOGRAM - 2 : 0;
    setSize(this.#top, width, HISTOGRAM + AXIS - above);
    this.#top.setAttribute("viewBox", `0 ${above} ${width} ${HISTOGRAM + AXIS - above}`);
    this.#top.replaceChildren();
    if (this.#scale === null) return;
    const axis = this.#scale.ticks.flatMap(({ x, label }) => [
      s("path", { class: "tick", d: `M${x} ${HISTOGRAM}v4` }),
      s("text", { x: Math.min(x, width - 34), y: HISTOGRAM + 14, "text-anchor": "middle" }, label),
    ]);
    const cuts = this.#scale.segments.slice(1).map(({ left: x }) => cutSign(x - 13, HISTOGRAM));
    // Without a dated event there is nothing to brush, only days of publication.
    const brush = this.#play.hidden ? null : this.#brush.element;
    this.#top.append(...(brush === null ? [] : [brush]), s("path", { class: "line", d: `M${left} ${HISTOGRAM}H${width}` }), ...axis, ...cuts);
    this.#drawBars();
  }

  #drawBars(): void {
    if (this.#scale !== null) this.#brush.draw(this.#scale, this.#events, (event) => this.#stands(event), HISTOGRAM);
  }

  #drawRows(layout: Layout, width: number, left: number): void {
    setSize(this.#rows, width, layout.height);
    const empty = this.#events.length === 0;
    this.#scroll.replaceChildren(empty ? h("p", { class: "note" }, "No events to show here: none was read, or none is among what is shown.") : this.#rows);
    this.#rows.setAttribute("aria-label", this.#summary(layout));
    const marks = [...layout.rows.flatMap((row) => row.marks), ...layout.boxes.flatMap((box) => box.marks)];
    this.#rows.replaceChildren(
      hatching(this.#hatching),
      ...(this.#scale?.segments.slice(1).map(({ left: x }) => s("path", { class: "cut", d: `M${x - 13} 0V${layout.height}` })) ?? []),
      ...layout.rows.map((row, index) =>
        s(
          "g",
          { class: row.ours ? "row ours" : "row" },
          s("rect", { class: index % 2 === 0 ? "even" : "odd", x: 0, y: row.top, width, height: row.height }),
          s("text", { x: left - 8, y: row.top + 14, "text-anchor": "end" }, fitted(row.label, left - 10, FONT), s("title", {}, cut(row.label, 300))),
        ),
      ),
      ...bows(layout.rows.flatMap((row) => row.marks)),
      ...(layout.band === null ? [] : [bandOf(layout.band, width, bandWords(layout, left))]),
      ...layout.boxes.map(boxOf),
      ...marks.map((mark) => markOf(mark, mark.times.periods.length > 0 ? this.#scale : null, this.#hatching)),
    );
    const first = this.#links()[0];
    if (first !== undefined) this.#only(first);
  }

  #summary(layout: Layout): string {
    const without = layout.boxes.reduce((sum, box) => sum + box.marks.length, 0);
    const all = counted(this.#events.length, "event");
    return `${all}, ${without} of them without a day. Rows: ${layout.rows.map((row) => cut(row.label, 60)).join(", ")}`;
  }

  #links(): SVGAElement[] {
    return [...this.#rows.querySelectorAll<SVGAElement>(".when")];
  }

  /** Of all marks one is in the order of Tab; arrows lead to the others. */
  #only(target: Element): void {
    const mark = target.closest(".when");
    if (mark === null) return;
    for (const link of this.#links()) link.setAttribute("tabindex", link === mark ? "0" : "-1");
  }

  #clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest<SVGAElement>(".when");
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#selection.set({ iri: link.dataset["iri"] ?? null }, this);
  }

  #key(event: KeyboardEvent): void {
    const link = (event.target as Element).closest<SVGAElement>(".when");
    const next = link === null || event.ctrlKey || event.metaKey ? null : nextByKey(event.key, link, this.#links());
    if (next === null) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    this.#bring(next);
  }

  /** Scroll to a mark, and nothing around the pane with it. */
  #bring(link: SVGAElement): void {
    const [mark, frame] = [link.getBoundingClientRect(), this.#scroll.getBoundingClientRect()];
    if (mark.top < frame.top) this.#scroll.scrollTop -= frame.top - mark.top;
    else if (mark.bottom > frame.bottom) this.#scroll.scrollTop += mark.bottom - frame.bottom;
  }

  #selected(scroll: boolean): void {
    const { iri } = this.#selection.now;
    const byIri = new Map(this.#events.map((event) => [event.node.iri, event]));
    for (const link of this.#links()) {
      const event = byIri.get(link.dataset["iri"] ?? "");
      const chosen = event?.node.iri === iri;
      link.classList.toggle("selected", chosen);
      link.classList.toggle("related", !chosen && iri !== null && event !== undefined && touches(event, iri));
      if (chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (chosen && scroll) this.#bring(link);
    }
  }

  #brushed(): void {
    const { span } = this.#brush;
    this.#end.hidden = span === null;
    this.#play.textContent = this.#brush.playing ? "Pause" : "Play";
    this.#fade();
    this.#options.onFocus?.(span === null ? null : new Set(this.#events.filter((event) => inside(event, span)).map((event) => event.node.iri)));
  }

  #stands(event: EventRow): boolean {
    const { span } = this.#brush;
    return (span === null || inside(event, span)) && (this.#kept === null || this.#kept.has(event.node.iri));
  }

  #fade(): void {
    const standing = new Set(this.#events.filter((event) => this.#stands(event)).map((event) => event.node.iri));
    for (const link of this.#links()) link.classList.toggle("faded", !standing.has(link.dataset["iri"] ?? ""));
    this.#drawBars();
    this.#status.textContent = this.#words();
  }

  #words(): string {
    const { span } = this.#brush;
    const all = this.#events.length;
    if (span === null) return all === 0 ? "" : `${counted(all, "event")}, all days`;
    return `${spanInWords(span)}: ${this.#events.filter((event) => inside(event, span)).length} of ${counted(all, "event")}`;
  }
}

function setSize(svg: SVGSVGElement, width: number, height: number): void {
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(Math.max(height, 1)));
}

/** Two strokes: here time is left out. */
const cutSign = (x: number, y: number): SVGElement =>
  s("g", { class: "cut" }, s("path", { d: `M${x - 5} ${y + 5}l4 -10M${x + 1} ${y + 5}l4 -10` }), s("title", {}, "Time without events is left out here"));

const bandOf = (top: number, width: number, words: string): SVGElement =>
  s("g", { class: "row ours" }, s("path", { class: "line", d: `M0 ${top + 0.5}H${width}` }), s("text", { x: 4, y: top + 13 }, words));

function bandWords({ boxes }: Layout, left: number): string {
  if (boxes.every((box) => box.x === null)) return "day not stated, nor the day of publication";
  return left < 100 ? "day not stated" : "day not stated; the line is the day of publication";
}

const boxOf = (box: Box): SVGElement =>
  s(
    "g",
    { class: "box" },
    s("rect", { x: box.left, y: box.top, width: box.width, height: box.height, rx: 3 }),
    box.x === null ? null : s("path", { d: `M${box.x} ${box.top}v${box.height}` }),
    s("title", {}, box.published === null ? "Neither the day nor the day of publication is known" : `Day not stated; published ${shortFullDay(box.published)}`),
  );
