// Explore: the whole base as a network that one walks through, from a search, a group, an event or a report on.

import "./explore/explore.css";
import { onReturn } from "./address";
import { one } from "./dom";
import { Screen } from "./explore/screen";
import { Shortener } from "./explore/view";
import { listenTo } from "./keys";
import { NETWORK_KEYS } from "./network/help";
import { fillWindow } from "./workspace";

const page = one(".explore");
const names = new Shortener(page.dataset["base"] ?? "");
const form = one<HTMLFormElement>("form.find", page);
const screen = new Screen(form, page.querySelector<HTMLElement>(".start"), names);

fillWindow(one("h1", page), screen.workspace.element);
one("main h1").classList.add("hidden");
onReturn(() => void screen.back());
listenTo([
  { key: "/", does: "go to the search", run: () => toSearch() },
  { key: "Enter", does: "on what is selected: bring the next ten that are linked with it" },
  { key: "1", does: "show what is one step out from the selection", run: () => void screen.acts.out(1) },
  { key: "2", does: "two steps out", run: () => void screen.acts.out(2) },
  { key: "3", does: "three steps out", run: () => void screen.acts.out(3) },
  { key: "c", does: "connect the selection with another thing", run: () => screen.acts.connect() },
  { key: "Delete", does: "take the selection out of the network", run: () => screen.acts.remove() },
  { key: "t", does: "all reports together, or each by itself", run: () => void screen.acts.things() },
  { key: "p", does: "people linked by events, or everything", run: () => screen.acts.people() },
  { key: "Ctrl+z", does: "undo", run: () => screen.undo() },
  { key: "Ctrl+Z", does: "redo (Ctrl+Shift+Z)", run: () => screen.redo() },
  { key: "Ctrl+y", does: "redo", run: () => screen.redo() },
  { key: "Escape", does: "leave what is open", run: () => screen.escape() },
  ...screen.workspace.keys,
  ...NETWORK_KEYS,
]);
void screen.begin();

function toSearch(): void {
  screen.workspace.open("find");
  screen.find.start();
}
