// The borders of Natural Earth, from our own server: coarse ones at first, fine ones when somebody looks closer.

import { geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import coarse from "world-atlas/countries-110m.json?url";
import fine from "world-atlas/countries-50m.json?url";
import { type Point, projection } from "./view";

export interface Country {
  name: string;
  /** An outline in units of the world. */
  path: string;
  /** The middle of its largest part, and how wide that is. */
  centre: Point;
  width: number;
}

export type Detail = "coarse" | "fine";

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

const URLS: Record<Detail, string> = { coarse, fine };
/** So many countries are drawn before the page gets its turn. */
const AT_ONCE = 24;
const loading = new Map<Detail, Promise<Country[]>>();

export function countries(detail: Detail): Promise<Country[]> {
  const found = loading.get(detail) ?? load(detail);
  loading.set(detail, found);
  found.catch(() => loading.delete(detail));
  return found;
}

async function load(detail: Detail): Promise<Country[]> {
  const answer = await fetch(URLS[detail]);
  if (!answer.ok) throw new Error(`The borders are not there: ${answer.status}`);
  const atlas = (await answer.json()) as Atlas;
  const draw = geoPath(projection);
  const found: Country[] = [];
  for (const { geometry: shape, properties } of feature(atlas, atlas.objects.countries).features) {
    if (found.length % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
    const parts = shape.type === "MultiPolygon" ? shape.coordinates : shape.type === "Polygon" ? [shape.coordinates] : [];
    const largest = parts
      .map((coordinates) => ({ type: "Polygon" as const, coordinates }))
      .reduce<{ area: number; centre: Point; width: number }>(
        (best, part) => {
          const area = draw.area(part);
          const [[west], [east]] = draw.bounds(part);
          return area > best.area ? { area, centre: draw.centroid(part), width: east - west } : best;
        },
        { area: -1, centre: [0, 0], width: 0 },
      );
    found.push({ name: properties.name, path: draw(shape) ?? "", ...largest });
  }
  return found;
}
