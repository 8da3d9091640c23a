// Places on the map: a circle as large as events there are many, a ring where the place is uncertain or wide, the name
// where there is room.

import { cut, s } from "../dom";
import { counted } from "../events";
import type { Country } from "./atlas";
import { Places, widthOf } from "./labels";
import type { Spot } from "./places";
import type { Point, View } from "./view";

const FONT = "12px system-ui, sans-serif";
const SMALL = "10.5px system-ui, sans-serif";
const LARGEST = 26;
const FAN = 12;
const LETTERS = 28;

/** A country in which events are that are nowhere else on the map. */
export interface Area {
  country: Country;
  events: Spot["events"];
  nodes: Spot["nodes"];
}

export const inWords = (spot: Spot): string =>
  [
    cut(spot.label, 120),
    counted(spot.events.length, "event"),
    spot.certain ? null : "found by its name alone, so it may be another place of this name",
    spot.radius === null ? null : `somewhere within ${spot.radius} km`,
    `coordinates: ${cut(spot.source, 60)}`,
  ]
    .filter((part) => part !== null)
    .join(", ");

const radiusOf = (events: number): number => Math.min(3.5 + 2 * Math.sqrt(events), LARGEST);

/** With the ring of what is uncertain. */
const outerOf = ({ events, certain }: Spot): number => radiusOf(events.length) + (certain ? 0 : 4);

/** All places, as links in the order from west to east, and the names of countries where there is room left. */
export function marksOf(view: View, spots: readonly Spot[], areas: readonly Area[], ground: readonly Country[], taken: Places): SVGElement[] {
  const drawn = spots.map((spot) => ({ spot, at: placed(view, spot), radius: radiusOf(spot.events.length), outer: outerOf(spot) }));
  for (const { at: [x, y], outer: r } of drawn) taken.take({ left: x - r, right: x + r, top: y - r, bottom: y + r });
  const names = new Map<Spot, SVGTextElement>();
  for (const { spot, at, outer } of [...drawn].sort((a, b) => b.spot.events.length - a.spot.events.length)) {
    const text = cut(spot.label, LETTERS);
    const middle = taken.beside(at, outer, widthOf(text, FONT));
    if (middle !== null) names.set(spot, label(text, middle));
  }
  const links = drawn.map(({ spot, at, radius }) => markOf(view, spot, at, radius, names.get(spot) ?? null));
  return [...areas.map((area) => areaName(view, area, taken)), ...countryNames(view, ground, taken), ...links];
}

/** Where a spot is drawn: names of one spot stand around it. */
function placed(view: View, { at, turn, turns }: Spot): Point {
  const [x, y] = view.screen(at);
  if (turns === 1) return [x, y];
  const away = FAN + 3 * turns;
  const angle = (2 * Math.PI * turn) / turns - Math.PI / 2;
  return [x + away * Math.cos(angle), y + away * Math.sin(angle)];
}

function markOf(view: View, spot: Spot, [x, y]: Point, radius: number, name: SVGTextElement | null): SVGAElement {
  const first = spot.nodes[0];
  const words = inWords(spot);
  const [cx, cy] = view.screen(spot.at);
  const wide = spot.radius === null ? 0 : spot.radius * view.kilometreAt(spot.latitude);
  return s(
    "a",
    { class: spot.certain ? "where" : "where uncertain", href: first?.href, tabindex: -1, "aria-label": words, "data-iri": first?.iri },
    s("title", {}, words),
    wide > radius && s("circle", { class: "extent", cx, cy, r: wide }),
    spot.turns > 1 && s("path", { class: "leader", d: `M${cx} ${cy}L${x} ${y}` }),
    !spot.certain && s("circle", { class: "ring", cx: x, cy: y, r: outerOf(spot) }),
    s("circle", { class: "hit", cx: x, cy: y, r: radius }),
    spot.events.length > 1 && radius > 7 && s("text", { class: "count", x, y: y + 3.5, "text-anchor": "middle" }, String(spot.events.length)),
    name,
  );
}

function areaName(view: View, { country, events, nodes }: Area, taken: Places): SVGAElement {
  const words = `${country.name}, the whole country: ${counted(events.length, "event")} of which only the country is known`;
  const text = `${country.name}: ${events.length}`;
  const at = view.screen(country.centre);
  const width = widthOf(text, FONT);
  taken.over(at, width);
  return s(
    "a",
    { class: "where area", href: nodes[0]?.href, tabindex: -1, "aria-label": words, "data-iri": nodes[0]?.iri, "data-country": country.name },
    s("title", {}, words),
    s("rect", { class: "hit", x: at[0] - width / 2 - 4, y: at[1] - 9, width: width + 8, height: 18, rx: 4 }),
    label(text, at),
  );
}

/** Names of countries, for orientation: where the country is wide enough to hold its name. */
function countryNames(view: View, ground: readonly Country[], taken: Places): SVGTextElement[] {
  const found: SVGTextElement[] = [];
  for (const { name, centre, width } of ground) {
    if (width * view.scale < 40) continue;
    const long = widthOf(name, SMALL);
    const at = view.screen(centre);
    if (long < width * view.scale && taken.over(at, long)) found.push(s("text", { class: "country-name", x: at[0], y: at[1] + 4, "text-anchor": "middle" }, name));
  }
  return found;
}

const label = (text: string, [x, y]: Point): SVGTextElement => s("text", { x, y: y + 4, "text-anchor": "middle" }, text);
