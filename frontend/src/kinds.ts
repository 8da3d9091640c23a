// How each kind of node is called, coloured and shaped. Colour is never alone: every kind has its shape as well.
// The colours are the custom properties of server/static/style.css; the columns those of kg/network.py.

import type { NodeKind } from "./api";

export type Shape = "rounded" | "square" | "circle" | "diamond" | "triangle" | "hexagon";

export interface KindStyle {
  label: string;
  plural: string;
  column: number;
  /** The custom property of its colour, without the dashes. */
  hue: string;
  shape: Shape;
}

export const KINDS: Record<NodeKind, KindStyle> = {
  place: { label: "place", plural: "places", column: 0, hue: "place", shape: "diamond" },
  event: { label: "event", plural: "events", column: 1, hue: "event", shape: "square" },
  person: { label: "person", plural: "persons", column: 2, hue: "person", shape: "circle" },
  delegation: { label: "delegation", plural: "delegations", column: 2, hue: "group", shape: "hexagon" },
  group: { label: "group", plural: "groups", column: 2, hue: "group", shape: "hexagon" },
  unnamed: { label: "unnamed source", plural: "unnamed sources", column: 2, hue: "group", shape: "hexagon" },
  role: { label: "role", plural: "roles", column: 3, hue: "role", shape: "triangle" },
  organization: { label: "organisation", plural: "organisations", column: 4, hue: "organization", shape: "rounded" },
};

/** A colour of the style sheet as it is in the theme of the moment, for canvases. */
export function colour(name: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  probe.hidden = true;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
