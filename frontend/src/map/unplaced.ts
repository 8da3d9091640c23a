// The list beside the map: what nobody can place, with its events; nothing of it is guessed onto the map.

import type { GraphNode } from "../api";
import { bdi, h } from "../dom";
import { counted } from "../events";
import type { Unplaced, Whereabouts } from "./places";

export interface Acts {
  pick: (place: Unplaced) => void;
  select: (event: GraphNode) => void;
}

/** The places without coordinates of so many events, and how many events are nowhere. */
export function unplacedList({ unplaced, nowhere }: Whereabouts, events: number, acts: Acts): HTMLElement[] {
  if (events === 0) return [h("p", {}, "No events to show here: none was read, or none is among what is shown.")];
  const rows = unplaced.map((place) => row(place, acts));
  return [
    ...(rows.length === 0 ? [] : [h("h3", {}, "No coordinates for:"), h("ul", {}, ...rows)]),
    ...(nowhere === 0 ? [] : [h("p", {}, `${counted(nowhere, "event")} of ${events}: no place named.`)]),
  ];
}

function row(place: Unplaced, { pick, select }: Acts): HTMLElement {
  const { label, within, events } = place;
  const inside = within.length > 0 && h("span", { class: "within" }, " in ", bdi(within.join(", "), 80));
  const links = events.flatMap(({ node }, index) => [index === 0 ? " — " : "; ", link(node, select)]);
  const button = h("button", { type: "button", class: "plain", onclick: () => pick(place) }, bdi(label, 80));
  const item = h("li", {}, button, inside || null);
  item.append(...links);
  return item;
}

function link(node: GraphNode, select: (event: GraphNode) => void): HTMLElement {
  const click = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    select(node);
  };
  return h("a", { href: node.href, onclick: click }, bdi(node.label, 80));
}
