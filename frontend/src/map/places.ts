// What is where: the places of the events with coordinates, by name and spot, and those that nobody can place.

import type { EventRow, GraphNode } from "../api";
import { letters, written } from "../events";
import { world, type Point } from "./view";

/** A name at a spot; several reports may name it, in capitals or not, each with a node of its own. */
export interface Spot {
  label: string;
  latitude: number;
  longitude: number;
  at: Point;
  certain: boolean;
  /** Kilometres. */
  radius: number | null;
  source: string;
  nodes: GraphNode[];
  events: EventRow[];
  /** Its number among the names of the same spot, and how many they are. */
  turn: number;
  turns: number;
}

/** A name without coordinates. */
export interface Unplaced {
  label: string;
  within: string[];
  nodes: GraphNode[];
  events: EventRow[];
}

export interface Whereabouts {
  /** From west to east. */
  spots: Spot[];
  unplaced: Unplaced[];
  /** Events of which no report says where. */
  nowhere: number;
}

export function whereabouts(events: readonly EventRow[]): Whereabouts {
  const spots = new Map<string, Spot>();
  const unplaced = new Map<string, Unplaced>();
  for (const event of events) {
    for (const { node, within, coordinates } of event.places) {
      const { latitude, longitude, certain, radius, source } = coordinates ?? NONE;
      if (latitude === null || longitude === null) {
        const key = JSON.stringify([letters(node.label), within.map(letters)]);
        unplaced.set(key, joined(unplaced.get(key) ?? { label: node.label, within, nodes: [], events: [] }, node, event));
      } else {
        const key = JSON.stringify([letters(node.label), latitude.toFixed(4), longitude.toFixed(4)]);
        const at = world(longitude, latitude);
        const fresh = { label: node.label, latitude, longitude, at, certain, radius, source, nodes: [], events: [], turn: 0, turns: 1 };
        const spot = joined(spots.get(key) ?? fresh, node, event);
        // One report that leaves it open is enough to draw it as open.
        spots.set(key, { ...spot, certain: spot.certain && certain });
      }
    }
  }
  return {
    spots: fanned([...spots.values()].sort((a, b) => a.longitude - b.longitude)),
    unplaced: [...unplaced.values()].sort((a, b) => b.events.length - a.events.length),
    nowhere: events.filter((event) => event.places.length === 0).length,
  };
}

const NONE = { latitude: null, longitude: null, certain: false, radius: null, source: "" };

function joined<T extends { label: string; nodes: GraphNode[]; events: EventRow[] }>(found: T, node: GraphNode, event: EventRow): T {
  found.label = written(found.label, node.label);
  if (!found.nodes.some((one) => one.iri === node.iri)) found.nodes.push(node);
  if (!found.events.includes(event)) found.events.push(event);
  return found;
}

/** Names of one spot take turns around it. */
function fanned(spots: Spot[]): Spot[] {
  const shared = new Map<string, Spot[]>();
  for (const spot of spots) {
    const key = `${spot.latitude.toFixed(3)} ${spot.longitude.toFixed(3)}`;
    shared.set(key, [...(shared.get(key) ?? []), spot]);
  }
  for (const together of shared.values()) {
    together.forEach((spot, turn) => Object.assign(spot, { turn, turns: together.length }));
  }
  return spots;
}
