// The panes of a screen: three columns and a strip below them; on a phone tabs, and the right pane as a sheet.

import "./screen.css";
import { h, one } from "./dom";
import type { Key } from "./keys";

export type Slot = "left" | "middle" | "right" | "strip";

export interface Area {
  /** Unlike the others'; its element gets the class `area-<name>`. */
  name: string;
  /** On its tab, and for screen readers. */
  label: string;
  slot: Slot;
  element: HTMLElement;
}

export interface WorkspaceOptions {
  /** The sheet of a phone was closed by hand. */
  onClose?: () => void;
}

export interface Workspace {
  readonly element: HTMLElement;
  /** F6 from pane to pane. */
  readonly keys: readonly Key[];
  /** The name of the tab that a phone shows. */
  readonly current: string;
  /** Bring a pane into sight: on a phone its tab. */
  open(name: string): void;
  /** Show or hide the right pane as a sheet over another tab; wide screens show it anyway. */
  sheet(shown: boolean): void;
}

export const PHONE = matchMedia("(max-width: 60rem)");

export function workspace(areas: readonly Area[], options: WorkspaceOptions = {}): Workspace {
  const panels = new Map(areas.map((area) => [area.name, panel(area, options)]));
  const tabs = new Map(areas.map((area) => [area.name, tab(area)]));
  const tablist = h("div", { class: "tabs", role: "tablist", "aria-label": "Parts of this screen" }, ...tabs.values());
  const inSlot = (...slots: Slot[]) =>
    areas.filter(({ slot }) => slots.includes(slot)).map(({ name }) => panels.get(name) as HTMLElement);
  const element = h(
    "div",
    { class: "workspace" },
    tablist,
    ...inSlot("left", "middle", "right"),
    ...(inSlot("strip").length > 0 ? [strip(inSlot("strip"), areas)] : []),
  );
  const scrolled = new Map<string, number>();
  let current = "";

  function open(name: string): void {
    if (!panels.has(name) || name === current) return;
    if (PHONE.matches) scrolled.set(current, scrollY);
    current = name;
    for (const [other, button] of tabs) {
      const chosen = other === name;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      panels.get(other)?.classList.toggle("current", chosen);
    }
    if (PHONE.matches) scrollTo({ top: scrolled.get(name) ?? Math.min(scrollY, element.offsetTop), behavior: "instant" });
  }

  function go(step: number): void {
    const shown = [...panels.values()].filter((found) => PHONE.matches || found.checkVisibility());
    const at = shown.findIndex((found) =>
      PHONE.matches ? found.classList.contains("current") : found.contains(document.activeElement),
    );
    const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length];
    if (next === undefined) return;
    open(next.dataset["name"] ?? "");
    next.focus();
  }

  tablist.addEventListener("click", (event) => {
    const chosen = (event.target as Element).closest<HTMLElement>("[role=tab]");
    if (chosen !== null) open(chosen.dataset["name"] ?? "");
  });
  tablist.addEventListener("keydown", (event) => {
    const names = areas.map(({ name }) => name);
    const next = stepped(names, current, event.key);
    if (next === undefined) return;
    event.preventDefault();
    open(next);
    tabs.get(next)?.focus();
  });
  const roles = () => {
    for (const [name, found] of panels) label(found, PHONE.matches, areas.find((area) => area.name === name)?.label);
  };
  PHONE.addEventListener("change", roles);
  roles();
  open(areas[0]?.name ?? "");
  return {
    element,
    keys: [
      { key: "F6", does: "go to the next pane", run: () => go(1) },
      { key: "Shift+F6", does: "go to the pane before", run: () => go(-1) },
    ],
    get current() {
      return current;
    },
    open,
    sheet: (shown) => element.classList.toggle("with-sheet", shown),
  };
}

/** The tab that a key leads to. */
function stepped(names: readonly string[], current: string, key: string): string | undefined {
  const at = names.indexOf(current);
  if (key === "ArrowRight") return names[(at + 1) % names.length];
  if (key === "ArrowLeft") return names[(at - 1 + names.length) % names.length];
  if (key === "Home") return names[0];
  return key === "End" ? names.at(-1) : undefined;
}

function tab({ name, label: said }: Area): HTMLButtonElement {
  const attributes = { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `area-${name}` };
  return h("button", { ...attributes, "data-name": name }, said);
}

function panel({ name, slot, element }: Area, { onClose }: WorkspaceOptions): HTMLElement {
  const close = h("button", { type: "button", class: "plain close-sheet", onclick: () => onClose?.() }, "Close");
  return h(
    "section",
    { class: `area in-${slot} area-${name}`, id: `area-${name}`, "data-name": name, tabindex: -1 },
    slot === "right" && onClose !== undefined ? close : null,
    element,
  );
}

/** A pane is a region of the page, or what a tab opens. */
function label(found: HTMLElement, tabbed: boolean, said = ""): void {
  found.setAttribute("role", tabbed ? "tabpanel" : "region");
  if (tabbed) found.setAttribute("aria-labelledby", `tab-${found.dataset["name"] ?? ""}`);
  else found.removeAttribute("aria-labelledby");
  found.setAttribute("aria-label", `${said} pane`);
}

/** The strip below the columns, which can be folded away. */
function strip(panels: readonly HTMLElement[], areas: readonly Area[]): HTMLElement {
  const names = areas.filter(({ slot }) => slot === "strip").map(({ label: said }) => said);
  const button = h("button", { type: "button", class: "plain fold", "aria-expanded": "true" }, names.join(" and "));
  const element = h("div", { class: "strip" }, button, h("div", { class: "strip-panes" }, ...panels));
  button.addEventListener("click", () => {
    const folded = element.classList.toggle("folded");
    button.setAttribute("aria-expanded", String(!folded));
  });
  return element;
}

/** Make the page a screen: as wide as the window, the panes in place of `main`'s content. */
export function fillWindow(...content: Node[]): void {
  document.documentElement.classList.add("screen");
  one("main").replaceChildren(...content);
}
