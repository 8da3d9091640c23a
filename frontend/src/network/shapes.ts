// The shapes of the kinds, so that colour is never alone.

import { s } from "../dom";
import type { Shape } from "../kinds";

/** The corners of a shape around the middle, with a radius of one; a circle has none. */
const CORNERS: Record<Exclude<Shape, "circle" | "rounded">, readonly (readonly [number, number])[]> = {
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  diamond: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
  triangle: [[0, -1.1], [1.05, 0.8], [-1.05, 0.8]],
  hexagon: [[-0.5, -0.95], [0.5, -0.95], [1.05, 0], [0.5, 0.95], [-0.5, 0.95], [-1.05, 0]],
};

/** Add a shape to a path of a canvas. */
export function trace(path: CanvasPath, shape: Shape, x: number, y: number, r: number): void {
  if (shape === "circle") {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
  } else if (shape === "rounded") {
    path.roundRect(x - 1.2 * r, y - 0.75 * r, 2.4 * r, 1.5 * r, 0.5 * r);
  } else {
    CORNERS[shape].forEach(([dx, dy], index) =>
      index === 0 ? path.moveTo(x + dx * r, y + dy * r) : path.lineTo(x + dx * r, y + dy * r),
    );
    path.closePath();
  }
}

/** A shape as an SVG element. */
export function drawn(shape: Shape, x: number, y: number, r: number): SVGElement {
  if (shape === "circle") return s("circle", { cx: x, cy: y, r });
  if (shape === "rounded") {
    return s("rect", { x: x - 1.2 * r, y: y - 0.75 * r, width: 2.4 * r, height: 1.5 * r, rx: 0.5 * r });
  }
  const corners = CORNERS[shape].map(([dx, dy]) => `${(x + dx * r).toFixed(1)},${(y + dy * r).toFixed(1)}`);
  return s("polygon", { points: corners.join(" ") });
}
