// Places on the map: a circle as large as events there are many, a ring where the place is uncertain or wide, a square
// for a whole country, and names where there is room.

import { cut, s } from "../dom";
import { counted } from "../events";
import { widthOf } from "../measure";
import type { Country } from "./atlas";
import type { Area, Cluster } from "./clusters";
import type { Places } from "./labels";
import type { Spot } from "./places";
import type { Point, View } from "./view";

const FONT = "12px system-ui, sans-serif";
const SMALL = "10.5px system-ui, sans-serif";
const RING = 3;
const SQUARE = 5;
const LETTERS = 28;

/** All areas and clusters as links, in their order, below them the names of countries where there is room left. */
export function marksOf(view: View, areas: readonly Area[], clusters: readonly Cluster[], ground: readonly Country[], taken: Places): SVGElement[] {
  const points = [
    ...areas.map((area) => ({ target: area, at: view.screen(area.centre), outer: SQUARE, text: `${area.country.name}: ${area.events.length}` })),
    ...clusters.map((cluster) => ({ target: cluster, at: cluster.at, outer: outerOf(cluster), text: nameOf(cluster) })),
  ];
  for (const { at: [x, y], outer: r } of points) taken.take({ left: x - r, right: x + r, top: y - r, bottom: y + r });
  const names = new Map<Area | Cluster, SVGTextElement>();
  for (const { target, at, outer, text } of [...points].sort((a, b) => b.target.events.length - a.target.events.length)) {
    const middle = taken.beside(at, outer, widthOf(text, FONT));
    if (middle !== null) names.set(target, label("", [middle[0], middle[1] + 4], text));
  }
  return [
    ...countryNames(view, ground, taken),
    ...areas.map((area) => areaMark(area, view.screen(area.centre), names.get(area) ?? null)),
    ...clusters.flatMap((cluster) => [clusterMark(view, cluster, names.get(cluster) ?? null), ...countOf(cluster)]),
  ];
}

const outerOf = ({ radius, certain }: Cluster): number => radius + (certain ? 0 : RING);

const others = ({ spots }: Cluster): number => spots.length - 1;

function nameOf(cluster: Cluster): string {
  const first = cut(cluster.spots[0]?.label ?? "", LETTERS);
  return others(cluster) === 0 ? first : `${first} +${others(cluster)}`;
}

function inWords(cluster: Cluster): string {
  const [first] = cluster.spots;
  const events = counted(cluster.events.length, "event");
  if (first === undefined) return events;
  if (others(cluster) > 0) {
    return `${nameOf(cluster)}: ${counted(cluster.spots.length, "place")}, ${events}: ${cut(cluster.spots.map(({ label }) => cut(label, 40)).join(", "), 200)}`;
  }
  return [
    cut(first.label, 120),
    events,
    first.certain ? null : "found by its name alone, so it may be another place of this name",
    first.radius === null ? null : `somewhere within ${first.radius} km`,
    `coordinates: ${cut(first.source, 60)}`,
  ]
    .filter((part) => part !== null)
    .join(", ");
}

function clusterMark(view: View, cluster: Cluster, name: SVGTextElement | null): SVGAElement {
  const { at: [x, y], radius, certain, spots, nodes } = cluster;
  const words = inWords(cluster);
  return s(
    "a",
    { class: certain ? "where" : "where uncertain", href: nodes[0]?.href, tabindex: -1, "aria-label": words, "data-iri": nodes[0]?.iri },
    s("title", {}, words),
    ...spots.map((spot) => extentOf(view, spot, radius)),
    leader(view.screen(cluster.centre), [x, y]),
    !certain && s("circle", { class: "ring", cx: x, cy: y, r: outerOf(cluster) }),
    s("circle", { class: "hit", cx: x, cy: y, r: radius }),
    name,
  );
}

/** The number in a circle that has room for it; beside the link, whose name says it in words. */
const countOf = ({ at: [x, y], radius, events }: Cluster): SVGTextElement[] =>
  events.length > 1 && radius > 7 ? [label("count", [x, y + 3.5], String(events.length))] : [];

/** How far around a spot the place may be. */
function extentOf(view: View, { at, latitude, radius }: Spot, least: number): SVGCircleElement | null {
  const r = radius === null ? 0 : radius * view.kilometreAt(latitude);
  const [cx, cy] = view.screen(at);
  return r > least ? s("circle", { class: "extent", cx, cy, r }) : null;
}

/** From a spot to where its name had to give way to. */
const leader = ([x0, y0]: Point, [x1, y1]: Point): SVGPathElement | null =>
  Math.hypot(x1 - x0, y1 - y0) < 1 ? null : s("path", { class: "leader", d: `M${x0} ${y0}L${x1} ${y1}` });

function areaMark({ country, events, nodes }: Area, [x, y]: Point, name: SVGTextElement | null): SVGAElement {
  const words = `${country.name}: ${counted(events.length, "event")} of which only the country is known`;
  return s(
    "a",
    { class: "where country", href: nodes[0]?.href, tabindex: -1, "aria-label": words, "data-iri": nodes[0]?.iri, "data-country": country.name },
    s("title", {}, words),
    s("rect", { class: "hit", x: x - SQUARE, y: y - SQUARE, width: 2 * SQUARE, height: 2 * SQUARE }),
    name,
  );
}

/** Names of countries, for orientation: where the country is wide enough to hold its name. */
function countryNames(view: View, ground: readonly Country[], taken: Places): SVGTextElement[] {
  const found: SVGTextElement[] = [];
  for (const { name, centre, width } of ground) {
    if (width * view.scale < 40) continue;
    const long = widthOf(name, SMALL);
    const at = view.screen(centre);
    if (long < width * view.scale && taken.over(at, long)) found.push(label("country-name", [at[0], at[1] + 4], name));
  }
  return found;
}

const label = (name: string, [x, y]: Point, text: string): SVGTextElement =>
  s("text", { class: name || null, x, y, "text-anchor": "middle", "aria-hidden": "true" }, text);
