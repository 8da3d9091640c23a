// The menu "Take it home": pictures and data of what is shown, its address, and paper.

import "./takehome/menu.css";
import { permalink } from "./address";
import { announce } from "./announce";
import { ApiError, type ExportFormat } from "./api";
import { copy } from "./copy";
import { h } from "./dom";
import type { Shown } from "./panes";
import { data, png, svg, type File } from "./takehome/files";

interface Item {
  label: string;
  /** Whether there is anything of that sort to take. */
  fits: (shown: Shown) => boolean;
  run: (shown: Shown) => Promise<string>;
}

const DATA: [ExportFormat, string][] = [
  ["csv", "CSV, for spreadsheets (zip)"],
  ["graphml", "GraphML"],
  ["gexf", "GEXF, for Gephi"],
  ["turtle", "Turtle"],
  ["jsonld", "JSON-LD"],
];
const drawn = ({ pane, nodes }: Shown): boolean => pane !== null && pane.layout !== "list" && nodes.length > 0;
/** Links that no fact of a report stands behind are only in the picture. */
const held = ({ nodes, edges }: Shown): boolean => nodes.length > 0 && (edges.length === 0 || edges.some((edge) => edge.fact));

const ITEMS: Item[] = [
  { label: "PNG picture", fits: drawn, run: async (shown) => saved(await png(shown)) },
  { label: "SVG picture", fits: drawn, run: async (shown) => saved(svg(shown)) },
  ...DATA.map(([format, label]): Item => ({ label, fits: held, run: async (shown) => saved(await data(format, shown)) })),
  { label: "Copy the address of this view", fits: () => true, run: copied },
  { label: "Print", fits: () => true, run: printed },
];

/** A button with the menu, for the toolbar of a screen. */
export function takeHome(shown: () => Shown): HTMLElement {
  const told = h("p", { class: "told", role: "status" });
  const rows = ITEMS.map((item) => ({ item, element: h("button", { type: "button", role: "menuitem", tabindex: -1 }, item.label) }));
  const list = h("div", { role: "menu", "aria-label": "Take it home" }, ...rows.map(({ element }) => element));
  const sheet = h("div", { class: "take-home-menu", popover: "auto" }, list, told);
  const button = h("button", { type: "button", class: "plain", "aria-haspopup": "menu", "aria-expanded": "false" }, "Take it home");
  const say = (words: string): void => {
    told.textContent = words;
    if (!sheet.matches(":popover-open")) announce(words);
  };
  for (const { item, element } of rows) {
    element.addEventListener("click", () => {
      say("One moment…");
      item.run(shown()).then(say, (error: unknown) => say(`That did not work. ${error instanceof ApiError ? error.message : ""}`));
    });
  }
  sheet.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    const now = shown();
    told.textContent = "";
    for (const { item, element } of rows) element.hidden = !item.fits(now);
    below(sheet, button);
    visible(rows)[0]?.focus();
  });
  button.addEventListener("click", () => {
    sheet.togglePopover();
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    sheet.showPopover();
  });
  list.addEventListener("keydown", (event) => walk(event, visible(rows), sheet, button));
  return h("div", { class: "take-home" }, button, sheet);
}

const visible = (rows: { element: HTMLElement }[]): HTMLElement[] =>
  rows.map(({ element }) => element).filter((element) => !element.hidden);

/** Up and down in the menu, as everywhere; Tab and Escape leave it. */
function walk(event: KeyboardEvent, items: HTMLElement[], sheet: HTMLElement, button: HTMLElement): void {
  const at = items.findIndex((item) => item === document.activeElement);
  const places = new Map([
    ["ArrowDown", (at + 1) % items.length],
    ["ArrowUp", (at + items.length - 1) % items.length],
    ["Home", 0],
    ["End", items.length - 1],
  ]);
  const next = places.get(event.key);
  if (next !== undefined) items[next]?.focus();
  else if (event.key !== "Escape" && event.key !== "Tab") return;
  event.stopPropagation();
  if (event.key !== "Tab") event.preventDefault();
  if (next !== undefined) return;
  sheet.hidePopover();
  button.focus();
}

/** Under its button, and inside the window. */
function below(sheet: HTMLElement, button: HTMLElement): void {
  const { bottom, left } = button.getBoundingClientRect();
  const { width, height } = sheet.getBoundingClientRect();
  sheet.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  sheet.style.top = `${Math.max(8, Math.min(bottom + 4, innerHeight - height - 8))}px`;
}

function saved({ name, blob }: File): string {
  const href = URL.createObjectURL(blob);
  const link = h("a", { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  return `Saved as ${name}`;
}

async function copied(): Promise<string> {
  return (await copy(permalink())) ? "The address is copied." : "The browser does not let this page copy.";
}

function printed(): Promise<string> {
  document.querySelector<HTMLElement>(".take-home-menu:popover-open")?.hidePopover();
  print();
  return Promise.resolve("");
}
