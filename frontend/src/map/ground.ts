// What is below the places: meridians and parallels with their degrees, and a scale.

import { s } from "../dom";
import { type View, world } from "./view";

const STEPS = [45, 30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05];
const APART = 110;
const LONGEST = 120;

/** Lines at whole degrees, as close as there is room for. */
export function graticule(view: View): SVGElement[] {
  const [west, north] = view.degrees([0, 0]);
  const [east, south] = view.degrees([view.width, view.height]);
  const perDegree = (view.scale * 1000) / 360;
  const step = STEPS.findLast((one) => one * perDegree >= APART) ?? 45;
  const meridians = multiples(Math.max(west, -180), Math.min(east, 180), step).flatMap((longitude) => {
    const x = view.screen(world(longitude, 0))[0];
    return [s("path", { d: `M${x} 0V${view.height}` }), s("text", { x: x + 3, y: 11 }, degrees(longitude, "E", "W"))];
  });
  const parallels = multiples(Math.max(south, -80), Math.min(north, 80), step).flatMap((latitude) => {
    const y = view.screen(world(0, latitude))[1];
    return [s("path", { d: `M0 ${y}H${view.width}` }), s("text", { x: 3, y: y - 3 }, degrees(latitude, "N", "S"))];
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

function degrees(value: number, plus: string, minus: string): string {
  return `${Math.abs(value)}°${value === 0 ? "" : ` ${value > 0 ? plus : minus}`}`;
}

/** The largest of 1, 2, 5, 10 … that is not above. */
function round(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([5, 2, 1].find((one) => one * power <= value) ?? 1) * power;
}
