// Which part of the world is seen: the world is a square of 1000 units (Mercator), the view moves and scales it.

import { geoMercator } from "d3-geo";

export type Point = readonly [x: number, y: number];
export type Bounds = readonly [west: number, north: number, east: number, south: number];

const SIDE = 1000;
export const projection = geoMercator().scale(SIDE / (2 * Math.PI)).translate([SIDE / 2, SIDE / 2]);

const EARTH = 40075;
const CLOSEST = 20000;
/** The least that is seen of the world at once after fitting, in kilometres. */
const SURROUNDINGS = 300;
/** And around a single place, which says nothing without the borders about it. */
const ALONE = 800;
/** Pixels for names, for the buttons above and the scale below. */
const ASIDE = 34;
const ABOVE = 34;
const BELOW = 34;

export function world(longitude: number, latitude: number): Point {
  return projection([longitude, Math.min(Math.max(latitude, -85), 85)]) ?? [SIDE / 2, SIDE / 2];
}

export class View {
  width = 0;
  height = 0;
  /** Pixels of one unit of the world. */
  scale = 1;
  #x = 0;
  #y = 0;

  get transform(): string {
    return `translate(${this.#x} ${this.#y}) scale(${this.scale})`;
  }

  screen([x, y]: Point): Point {
    return [x * this.scale + this.#x, y * this.scale + this.#y];
  }

  /** Longitude and latitude of a pixel. */
  degrees([x, y]: Point): Point {
    return projection.invert?.([(x - this.#x) / this.scale, (y - this.#y) / this.scale]) ?? [0, 0];
  }

  /** How many pixels a kilometre has in the middle of the map. */
  get kilometre(): number {
    const [, latitude] = this.degrees([this.width / 2, this.height / 2]);
    return this.kilometreAt(latitude);
  }

  kilometreAt(latitude: number): number {
    return (this.scale * SIDE) / (EARTH * Math.max(Math.cos((latitude * Math.PI) / 180), 0.05));
  }

  /** Show all these points, and some of what is around them. */
  fit(points: readonly Point[]): void {
    const [west, north, east, south] = points.length === 0 ? WORLD : surrounded(points);
    const room = [Math.max(this.width - 2 * ASIDE, 60), Math.max(this.height - ABOVE - BELOW, 60)] as const;
    this.scale = Math.min(room[0] / (east - west), room[1] / (south - north));
    this.#x = this.width / 2 - ((west + east) / 2) * this.scale;
    this.#y = ABOVE + room[1] / 2 - ((north + south) / 2) * this.scale;
    this.#stay();
  }

  move(x: number, y: number): void {
    this.#x += x;
    this.#y += y;
    this.#stay();
  }

  /** Scale so that a pixel keeps what it shows. */
  zoom(factor: number, [x, y]: Point = [this.width / 2, this.height / 2]): void {
    const least = Math.min(this.width / SIDE, this.height / (SIDE * 0.7));
    const scale = Math.min(Math.max(this.scale * factor, least), CLOSEST);
    this.#x = x - ((x - this.#x) * scale) / this.scale;
    this.#y = y - ((y - this.#y) * scale) / this.scale;
    this.scale = scale;
    this.#stay();
  }

  /** Move as little as it takes to see a point. */
  reveal(point: Point): void {
    const [x, y] = this.screen(point);
    const margin = Math.min(30, this.width / 4, this.height / 4);
    const nearer = (at: number, length: number): number => Math.max(margin - at, 0) || Math.min(length - margin - at, 0);
    this.move(nearer(x, this.width), nearer(y, this.height));
  }

  /** The middle of the view stays in the world. */
  #stay(): void {
    const within = (at: number, length: number): number => Math.min(Math.max(at, length / 2 - SIDE * this.scale), length / 2);
    this.#x = within(this.#x, this.width);
    this.#y = within(this.#y, this.height);
  }
}

const WORLD: Bounds = [20, 190, 980, 690];

function surrounded(points: readonly Point[]): Bounds {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const latitude = projection.invert?.([0, (north + south) / 2])?.[1] ?? 0;
  const around = west === east && north === south ? ALONE : SURROUNDINGS;
  const least = (around * SIDE) / (EARTH * Math.max(Math.cos((latitude * Math.PI) / 180), 0.05));
  const across = Math.max((east - west) * 1.1, least) / 2;
  const down = Math.max((south - north) * 1.1, least) / 2;
  const [x, y] = [(west + east) / 2, (north + south) / 2];
  return [x - across, y - down, x + across, y + down];
}
