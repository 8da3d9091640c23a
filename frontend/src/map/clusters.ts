// What is drawn as one: places so close that their circles would lie on each other. Who looks closer sees them apart;
// names of one and the same spot stand around it as soon as that is no journey.

import type { EventRow, GraphNode } from "../api";
import type { Country } from "./atlas";
import type { Spot } from "./places";
import type { Point, View } from "./view";

/** Something on the map that can be pointed at. */
export interface Target {
  nodes: GraphNode[];
  events: EventRow[];
  /** Where it is in the world. */
  centre: Point;
}

/** A country in which events are that are nowhere else on the map. */
export interface Area extends Target {
  country: Country;
}

export interface Cluster extends Target {
  /** The one with the most events first. */
  spots: Spot[];
  /** Where it is drawn, and how large. */
  at: Point;
  radius: number;
  certain: boolean;
}

const LARGEST = 22;
const FAN = 12;
/** Pixels of a kilometre from which on a few pixels aside are still the same town. */
const NEAR = 0.2;

const radiusOf = (events: number): number => Math.min(3.5 + 2 * Math.sqrt(events), LARGEST);

/** All spots, those that meet as one; from west to east. */
export function clustersOf(view: View, spots: readonly Spot[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (const spot of [...spots].sort((a, b) => b.events.length - a.events.length)) {
    const at = placed(view, spot);
    const radius = radiusOf(spot.events.length);
    const meets = (one: Cluster): boolean => Math.hypot(one.at[0] - at[0], one.at[1] - at[1]) < one.radius + radius;
    const found = clusters.find(meets);
    if (found === undefined) {
      const { nodes, events, certain } = spot;
      clusters.push({ spots: [spot], nodes, events, centre: spot.at, at, radius, certain });
    } else join(found, spot);
  }
  return clusters.sort((a, b) => a.at[0] - b.at[0]);
}

function join(cluster: Cluster, spot: Spot): void {
  cluster.spots.push(spot);
  cluster.nodes = [...cluster.nodes, ...spot.nodes];
  cluster.events = [...new Set([...cluster.events, ...spot.events])];
  cluster.radius = radiusOf(cluster.events.length);
  cluster.certain &&= spot.certain;
}

/** Where a spot is drawn: names of one spot stand around it. */
function placed(view: View, { at, turn, turns }: Spot): Point {
  const [x, y] = view.screen(at);
  if (turns === 1 || view.kilometre < NEAR) return [x, y];
  const away = FAN + 3 * turns;
  const angle = (2 * Math.PI * turn) / turns - Math.PI / 2;
  return [x + away * Math.cos(angle), y + away * Math.sin(angle)];
}
