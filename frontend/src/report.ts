// The report screen: the text, its network, the card of what is selected, and when and where it was.

import { announce } from "./announce";
import { events, report } from "./api";
import type { ReportData } from "./api";
import { h, one } from "./dom";
import * as address from "./address";
import { cardPane } from "./card";
import { listenTo } from "./keys";
import { mapPane } from "./map";
import { NETWORK_KEYS } from "./network/help";
import { networkPane } from "./network/view";
import type { EventsPane, LayoutName, NetworkPane, Pane } from "./panes";
import { attend } from "./report/attention";
import { deciding } from "./report/deciding";
import { keepInAddress } from "./report/place";
import { rejectedToggle, selecting } from "./report/facts";
import { Readings } from "./report/readings";
import { textPane } from "./report/text";
import { Selection } from "./selection";
import { takeHome } from "./takehome";
import { timelinePane } from "./timeline";
import { fillWindow, PHONE, workspace } from "./workspace";

const LAYOUTS: readonly string[] = ["columns", "force", "list"] satisfies LayoutName[];

async function start(): Promise<void> {
  const header = one("header.page");
  const data = await report(header.dataset["report"] ?? "").catch((problem: unknown) => problem as Error);
  if (data instanceof Error) announce(`The screen could not be loaded, so this is the plain page: ${data.message}`);
  else await screenOf(data, header);
}

async function screenOf(data: ReportData, header: HTMLElement): Promise<void> {
  const selection = new Selection();
  const readings = new Readings(data);
  const network = networkOf(selection);
  const attention = attend(network, data);
  const text = textPane(one("article.text"), document.querySelector<HTMLElement>(".note"), data, readings, selection, {
    onSentence: (sentence) => attention.point(sentence === null ? null : readings.edges(sentence)),
    onMissed: (words) => void decide.missed(words),
  });
  const decide = deciding(data, {
    picked: () => text.picked(),
    named: ({ start, end }) => readings.named([start, end])?.label ?? null,
    opened: () => screen.open("card"),
  });
  const facts = selecting(one("aside.facts"), data, selection, (decision) => decide.back(decision));
  const rejected = rejectedToggle(facts);
  if (rejected !== null) facts.prepend(rejected);
  const card = cardPane(selection, {
    report: data.report.id,
    idle: facts,
    acts: (thing) => decide.acts(thing),
    back: (decision) => decide.back(decision),
    readFrom: ([start, end]) => readings.from([start, end]),
  });
  const limit = (pane: () => Pane) => (kept: ReadonlySet<string> | null) => {
    attention.limit(kept);
    pane().focus(kept);
  };
  const time = timelinePane(selection, { onFocus: limit(() => map) });
  const map = mapPane(selection, { onFocus: limit(() => time) });
  const screen = workspace(
    [
      { name: "text", label: "Text", slot: "left", element: text.element },
      { name: "network", label: "Network", slot: "middle", element: network.element },
      { name: "card", label: "Card", slot: "right", element: h("div", {}, decide.element, card.element) },
      { name: "time", label: "Time", slot: "strip", element: time.element },
      { name: "map", label: "Map", slot: "strip", element: map.element },
    ],
    { onClose: () => selection.clear() },
  );
  fillWindow(head(header, data, network), screen.element);
  selection.listen((now, by) => {
    screen.sheet(now.iri !== null || now.words !== null);
    if ((by === card || by === facts) && now.words !== null) screen.open("text");
  });
  keepInAddress(selection, data, readings);
  listenTo([
    ...screen.keys,
    { key: "Escape", does: "let go of what is selected", run: () => selection.clear() },
    { key: "w", does: "what was read from the words selected in the text", run: () => text.ask() },
    { key: "v", does: "select words of the text by keyboard: ← → word by word, ↑ ↓ by sentences, Shift takes more", run: () => text.mark() },
    { key: "m", does: "say what the reader missed in the selected words", run: () => missed() },
    { key: "c", does: "correct what is selected", run: () => correct() },
    ...NETWORK_KEYS,
  ]);
  const missed = () => {
    const words = text.picked();
    if (words === null) announce("Select words of the text first: with the mouse, or with v and the arrows.");
    else void decide.missed(words);
  };
  const correct = () => {
    const thing = selection.now.iri === null ? undefined : readings.thing(selection.now.iri);
    if (thing === undefined) announce("Select something first.");
    else void decide.correct(thing);
  };
  await Promise.all([network.show(data.network), happened(data, [time, map])]);
}

function networkOf(selection: Selection): NetworkPane {
  const asked = address.read().get("layout") ?? "";
  const layout = LAYOUTS.includes(asked) ? (asked as LayoutName) : PHONE.matches ? "list" : "columns";
  return networkPane(selection, { layout, onLayout: (next) => address.write({ layout: next }) });
}

/** The page's own head in one line, and what to take home. */
function head(header: HTMLElement, data: ReportData, pane: NetworkPane): HTMLElement {
  header.querySelector(".switch")?.remove();
  header.classList.add("screen-head");
  // On a phone one pane is shown at a time: the page is called the same whether or not it is the text.
  if (header.querySelector("h1") === null) header.prepend(h("h1", { class: "hidden" }, data.report.title));
  document.querySelector(".text h1")?.setAttribute("aria-level", "2");
  const shown = () => ({ title: data.report.title, query: null, ...data.network, pane });
  header.append(h("div", { class: "end" }, takeHome(shown)));
  return header;
}

/** Show when and where it was; until that is known the panes say nothing, rather than that there is nothing. */
async function happened(data: ReportData, panes: readonly EventsPane[]): Promise<void> {
  for (const { element } of panes) element.hidden = true;
  const found = await events({ report: data.report.id }).catch((problem: unknown) => problem as Error);
  for (const pane of panes) {
    if (found instanceof Error) pane.element.before(h("p", { class: "quiet" }, `Not loaded: ${found.message}`));
    pane.element.hidden = found instanceof Error;
    if (!(found instanceof Error)) pane.show(found.events);
  }
}

void start();
