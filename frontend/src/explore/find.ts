// The search: hits while one types, and facets with counts; all of it in the address. The form is the server's.

import { announce } from "../announce";
import { read, write } from "../address";
import type { Facet, GraphNode, Hit, SearchResult } from "../api";
import { ApiError, search } from "../api";
import { bdi, h, one } from "../dom";
import { KINDS } from "../kinds";

const PAUSE = 180;
const PAGE = 20;
/** More hits than this come into the network by no single button. */
const MOST = 100;
const TOGETHER = "In the network, on the timeline and on the map";
const FACETS = ["kind", "place", "organization", "form", "source", "date", "confidence"] as const;

export interface Find {
  readonly element: HTMLElement;
  /** Put the cursor into the search box. */
  start(): void;
  /** Show what the address asks for. */
  refresh(): void;
}

export interface FindOptions {
  /** Somebody chose one of the hits. */
  pick: (node: GraphNode) => void;
  /** Somebody wants all of them. */
  all: (nodes: readonly string[]) => void;
}

/** Bring the form of the page to life. */
export function find(form: HTMLFormElement, { pick, all }: FindOptions): Find {
  const box = one<HTMLInputElement>("input[name=q]", form);
  const found = one(".found", form);
  const facets = one(".facets", form);
  let timer = 0;
  let running = new AbortController();

  function asked(): Record<string, string | string[]> {
    const data = new FormData(form);
    const values = FACETS.map((name) => [name, data.getAll(name).map(String)] as const);
    return { q: box.value.trim(), ...Object.fromEntries(values) };
  }

  function narrowed(): boolean {
    return Object.values(asked()).some((value) => value.length > 0);
  }

  async function run(offset = 0): Promise<void> {
    clearTimeout(timer);
    running.abort();
    running = new AbortController();
    const { signal } = running;
    write({ ...asked(), offset: undefined });
    try {
      const result = await search({ ...asked(), offset }, signal);
      if (signal.aborted) return;
      redrawFacets(facets, result.facets, asked());
      show(result);
    } catch (error) {
      if (!signal.aborted) found.replaceChildren(refusal(error));
    }
  }

  function show(result: SearchResult): void {
    if (!narrowed()) {
      found.replaceChildren();
      return;
    }
    const count = `${result.total} ${result.total === 1 ? "hit" : "hits"}`;
    if (result.offset === 0) announce(count);
    const last = result.offset + result.hits.length;
    const pages = h(
      "p",
      { class: "pages" },
      result.offset > 0 && turn("Before", result.offset - PAGE),
      last < result.total && turn("More", last),
    );
    found.replaceChildren(
      h("p", { class: "count" }, result.total > PAGE ? `${count}: ${result.offset + 1} to ${last}` : count),
      ...(result.total > 1 ? [everything(result)] : []),
      h("ol", { class: "hits" }, ...result.hits.map((hit) => h("li", {}, row(hit)))),
      pages,
    );
  }

  /** The button that puts the hits into the network, and with it on the timeline and the map. */
  function everything({ total }: SearchResult): HTMLElement {
    const label = total > MOST ? `Show ${MOST} of them together` : `Show all ${total} together`;
    return h("button", { type: "button", class: "plain together", title: TOGETHER, onclick: () => void together() }, label);
  }

  async function together(): Promise<void> {
    const { signal } = running;
    const hits: string[] = [];
    try {
      for (let offset = 0, total = 1; offset < Math.min(total, MOST); offset += PAGE) {
        const page = await search({ ...asked(), offset }, signal);
        hits.push(...page.hits.map(({ node }) => node.iri));
        total = page.total;
      }
      if (!signal.aborted) all(hits);
    } catch (error) {
      if (!signal.aborted) found.prepend(refusal(error));
    }
  }

  function turn(label: string, offset: number): HTMLElement {
    return h("button", { type: "button", onclick: () => void run(Math.max(0, offset)) }, label);
  }

  function row(hit: Hit): HTMLElement {
    const { node } = hit;
    const take = (event: MouseEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      pick(node);
    };
    return h(
      "a",
      { class: `hit k-${KINDS[node.kind].hue}`, href: node.href, onclick: take },
      h("span", { class: "hit-kind" }, KINDS[node.kind].label),
      h("strong", { dir: "auto" }, bdi(node.label, 120)),
      hit.matched !== "name" && h("q", { dir: "auto" }, bdi(hit.snippet, 160)),
      h("small", {}, bdi(hit.title, 80), hit.published !== null && ` · ${hit.published}`, hit.reports > 1 && ` · in ${hit.reports} reports`),
    );
  }

  /** From the box down into the hits, and back up. */
  function walk(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [...found.querySelectorAll<HTMLElement>(".hit")];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (at < 0 && document.activeElement !== box) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) box.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  }

  function enter(): void {
    clearTimeout(timer);
    void run().then(() => found.querySelector<HTMLElement>(".hit")?.focus());
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enter();
  });
  form.addEventListener("keydown", walk);
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), PAUSE);
  });
  facets.addEventListener("change", () => void run());
  one(".clear", form).addEventListener("click", (event) => {
    event.preventDefault();
    box.value = "";
    for (const check of facets.querySelectorAll<HTMLInputElement>("input:checked")) check.checked = false;
    box.focus();
    void run();
  });

  function refresh(): void {
    const query = read();
    box.value = query.get("q") ?? "";
    const wanted = new Set(FACETS.flatMap((name) => query.getAll(name).map((value) => `${name} ${value}`)));
    for (const check of facets.querySelectorAll("input")) check.checked = wanted.has(`${check.name} ${check.value}`);
    void run(Number(query.get("offset")) || 0);
  }
  if (narrowed()) refresh();

  return {
    element: form,
    refresh,
    start() {
      box.focus();
      box.select();
    },
  };
}

/** New counts; what is open stays open, and the cursor stays where it was. */
function redrawFacets(within: HTMLElement, facets: Facet[], asked: Record<string, string | string[]>): void {
  const open = new Set([...within.querySelectorAll("details[open]")].map((details) => details.id));
  const { activeElement } = document;
  const at = activeElement instanceof HTMLInputElement && within.contains(activeElement) ? activeElement : null;
  const drawn = facets.map((facet) => {
    const chosen = new Set(asked[facet.name]);
    const values = facet.values.map(({ value, label, count }) =>
      h(
        "li",
        {},
        h(
          "label",
          {},
          h("input", { type: "checkbox", name: facet.name, value, checked: chosen.has(value) }),
          h("span", { class: "value" }, bdi(label, 80)),
          h("span", { class: "number" }, String(count)),
        ),
      ),
    );
    const id = `facet-${facet.name}`;
    return h(
      "details",
      { id, class: "facet", open: open.has(id) || chosen.size > 0 },
      h("summary", {}, facet.label, chosen.size > 0 && " ", chosen.size > 0 && h("span", { class: "number" }, `${chosen.size} chosen`)),
      h("ul", {}, ...values),
    );
  });
  within.replaceChildren(...drawn);
  if (at === null) return;
  for (const check of within.querySelectorAll("input")) {
    if (check.name === at.name && check.value === at.value) check.focus();
  }
}

function refusal(error: unknown): HTMLElement {
  const words = error instanceof ApiError ? error.message : "The server does not answer. Try again.";
  return h("p", { class: "warning", role: "alert" }, words);
}
