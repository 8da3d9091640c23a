// What is below the places: meridians and parallels with their degrees, and a scale.

import { s } from "../dom";
import { widthOf } from "../measure";
import type { Places } from "./labels";
import { type Point, type View, world } from "./view";

const STEPS = [45, 30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05];
const APART = 110;
const LONGEST = 120;
/** From the foot of a line of digits to its middle. */
const HALF = 4;

/** Lines at whole degrees, as close as there is room for; their degrees where no name of a place stands. */
export function graticule(view: View, taken: Places): SVGElement[] {
  const [west, north] = view.degrees([0, 0]);
  const [east, south] = view.degrees([view.width, view.height]);
  const perDegree = (view.scale * 1000) / 360;
  const step = STEPS.findLast((one) => one * perDegree >= APART) ?? 45;
  const meridians = multiples(Math.max(west, -180), Math.min(east, 180), step).flatMap((longitude) => {
    const x = view.screen(world(longitude, 0))[0];
    return [s("path", { d: `M${x} 0V${view.height}` }), ...degrees([x + 3, 11], longitude, "EW", taken)];
  });
  const parallels = multiples(Math.max(south, -80), Math.min(north, 80), step).flatMap((latitude) => {
    const y = view.screen(world(0, latitude))[1];
    return [s("path", { d: `M0 ${y}H${view.width}` }), ...degrees([3, y - 3], latitude, "NS", taken)];
  });
  return [...meridians, ...parallels];
}

/** A bar of a round number of kilometres; right in the middle of the map. */
export function scaleBar(view: View): SVGElement[] {
  const kilometres = round(LONGEST / view.kilometre);
  const length = kilometres * view.kilometre;
  const [x, y] = [view.width - length - 12, view.height - 8];
  return [s("path", { d: `M${x} ${y - 5}v5h${length}v-5` }), s("text", { x: x + length / 2, y: y - 5, "text-anchor": "middle" }, `${kilometres} km`)];
}

function multiples(from: number, to: number, step: number): number[] {
  const found: number[] = [];
  for (let at = Math.ceil(from / step); at * step <= to; at += 1) found.push(Number((at * step).toFixed(2)));
  return found;
}

function degrees([x, y]: Point, value: number, sides: string, taken: Places): SVGElement[] {
  const text = `${Math.abs(value)}°${value === 0 ? "" : ` ${sides[value > 0 ? 0 : 1]}`}`;
  const long = widthOf(text, "10px sans-serif");
  return taken.over([x + long / 2, y - HALF], long) ? [s("text", { x, y }, text)] : [];
}

/** The largest of 1, 2, 5, 10 … that is not above. */
function round(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([5, 2, 1].find((one) => one * power <= value) ?? 1) * power;
}
