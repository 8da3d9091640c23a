// The SPARQL page: an editor in place of the text field, answers without loading the page, its state in the address.

import "./screen.css";
import "./sparql/page.css";
import { onReturn, permalink, read, write } from "./address";
import { announce } from "./announce";
import { schema } from "./api";
import { cardPane } from "./card";
import { copyButton } from "./copy";
import { h, one } from "./dom";
import { listenTo } from "./keys";
import { Selection } from "./selection";
import { ask, Refusal, type Answer } from "./sparql/answer";
import { editor } from "./sparql/editor";
import { Names } from "./sparql/names";
import { Results } from "./sparql/results";
import { curl, python } from "./sparql/snippets";
import { wished, type View } from "./sparql/views";

const form = one<HTMLFormElement>("form.query");
const field = one<HTMLTextAreaElement>("#query");
const start = field.value;
const selection = new Selection();
const names = new Names();
const alert = h("div", { role: "alert" });
const section = document.querySelector<HTMLElement>("#results") ?? h("section", { class: "results", id: "results", hidden: true });
const stop = h("button", { type: "button", class: "plain", hidden: true, onclick: () => running?.abort() }, "Stop");
const aside = beside();

const box = editor({ text: start, schema, onRun: () => void run(true), onChange: changed });
const results = new Results({
  section,
  names,
  selection,
  formats: JSON.parse(form.dataset.formats ?? "") as { rows: [string, string][]; graph: [string, string][] },
  onView: (view) => void look(view),
});
let running: AbortController | null = null;
let last: { query: string; answer: Answer } | null = null;

/** Ask what stands in the editor; `step` makes it a step that Back undoes. */
async function run(step: boolean): Promise<void> {
  const query = box.text;
  running?.abort();
  const mine = (running = new AbortController());
  const same = read().get("query") === query;
  if (step) write(same ? { query, format: "" } : { query, format: "", view: "" }, !same);
  told(null);
  box.complain(null);
  busy(true);
  selection.clear();
  entitle(query);
  try {
    const answer = await ask(query, graphs(), mine.signal);
    if (mine !== running) return;
    last = { query, answer };
    await results.show(answer, query, wished(query));
  } catch (error) {
    if (mine === running) failed(error);
  } finally {
    if (mine === running) busy(false);
  }
}

/** Show the answer in another way. */
async function look(view: View): Promise<void> {
  write({ view }, true);
  if (last === null) return;
  await results.show(last.answer, last.query, view).catch(failed);
  section.querySelector<HTMLElement>('.views [aria-pressed="true"]')?.focus();
}

/** What else of the protocol stands in the address: which graphs are asked. */
function graphs(): URLSearchParams {
  const more = read();
  for (const name of ["query", "view", "format"]) more.delete(name);
  return more;
}

function failed(error: unknown): void {
  results.clear();
  last = null;
  if (error instanceof DOMException && error.name === "AbortError") return told("Stopped", "The query was given up.");
  if (!(error instanceof Refusal)) {
    const words = error instanceof Error ? error.message : "";
    return told("No answer", `The server does not answer. ${words}`);
  }
  told(error.title, error.message);
  if (error.place !== null) box.complain({ ...error.place, message: error.message });
}

function told(title: string | null, detail = ""): void {
  alert.replaceChildren();
  if (title !== null) alert.append(h("div", { class: "warning" }, h("p", {}, h("strong", {}, title)), h("p", {}, detail.slice(0, 600))));
}

function busy(now: boolean): void {
  form.toggleAttribute("aria-busy", now);
  stop.hidden = !now;
  if (now) announce("Asking…");
}

function changed(text: string): void {
  field.value = text;
  for (const [name, snippet] of [["curl", curl], ["python", python]] as const) one(`[data-snippet="${name}"]`).textContent = snippet(text);
}

/** The question in words, where the query is one of the examples. */
function entitle(query: string): void {
  const example = [...document.querySelectorAll<HTMLAnchorElement>("#examples a")].find((link) => text(link) === query);
  one("main h1").textContent = example?.textContent ?? "Ask the graph";
  document.title = `${example?.textContent ?? "SPARQL"} · Protest knowledge graph`;
}

const text = (link: HTMLAnchorElement): string => unix(new URL(link.href).searchParams.get("query") ?? "");
const unix = (query: string): string => query.replaceAll("\r\n", "\n");

/** The card of what is selected, beside the results. */
function beside(): HTMLElement {
  const pane = cardPane(selection);
  const close = h("button", { type: "button", class: "plain", onclick: () => selection.clear() }, "Close");
  const element = h("div", { class: "beside", hidden: true, role: "complementary", "aria-label": "What is selected" }, close, pane.element);
  let from: Element | null = null;
  selection.listen(({ iri }) => {
    const open = iri !== null && !iri.startsWith("row:");
    if (open && element.hidden) from = document.activeElement;
    if (!open && element.contains(document.activeElement) && from instanceof HTMLElement) from.focus();
    element.hidden = !open;
  });
  return element;
}

function mount(): void {
  field.hidden = true;
  field.after(box.element);
  one<HTMLLabelElement>('label[for="query"]').addEventListener("click", () => box.focus());
  one(".actions", form).append(stop, " ", h("span", { class: "note" }, "Ctrl-Enter runs, Ctrl-Space completes, Tab leaves the editor"));
  form.after(alert);
  one(".answer").append(section, aside);
  document.body.classList.add("sparql-page");
  for (const pre of document.querySelectorAll<HTMLElement>("[data-snippet]")) {
    pre.before(copyButton(`Copy as ${pre.dataset.snippet === "curl" ? "curl" : "Python"}`, () => pre.textContent ?? ""));
  }
  one(".snippets").append(copyButton("Copy the address of this query", address));
}

/** The address that asks what stands in the editor, also before it was asked. */
function address(): string {
  const found = new URL(permalink());
  found.searchParams.set("query", box.text);
  return found.href;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void run(true);
});
one("#examples").addEventListener("click", (event) => {
  const link = (event.target as Element).closest("a");
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  box.text = text(link);
  one("main h1").scrollIntoView({ block: "nearest" });
  void run(true);
});
onReturn((state) => {
  box.text = unix(state.get("query") ?? start);
  if (state.get("query") === null) {
    results.clear();
    told(null);
  } else if (last?.query === box.text) void results.show(last.answer, last.query, wished(last.query)).catch(failed);
  else void run(false);
});
listenTo([
  { key: "Escape", does: "close the card", run: () => selection.clear() },
  { key: "/", does: "go to the editor", run: () => box.focus() },
  { key: "Ctrl+Enter", does: "run the query", run: () => void run(true) },
]);
/** What the server has answered already with this page: a refusal is shown as ours are, all else is asked for as data. */
function begin(): void {
  const refused = document.querySelector<HTMLElement>("main > .warning[role=alert]");
  if (refused === null) return read().get("query") === null ? undefined : void run(false);
  const message = refused.textContent.trim();
  const { line, column } = refused.dataset;
  told(one("main h1").textContent, message);
  entitle(box.text);
  refused.remove();
  if (line !== undefined) box.complain({ line: Number(line), column: Number(column ?? 1), message });
}

mount();
begin();
