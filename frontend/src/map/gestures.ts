// Moving and zooming the map: one finger or the mouse moves, two fingers and the wheel zoom, keys do both.

import type { Point, View } from "./view";

const STEP = 60;
/** A pointer that moved less has clicked. */
const STILL = 4;

export function listenToGestures(svg: SVGSVGElement, view: View, moved: () => void): void {
  const pointers = new Map<number, Point>();
  let travelled = 0;
  const at = (event: MouseEvent): Point => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (pointers.size === 0) travelled = 0;
    pointers.set(event.pointerId, at(event));
  });
  svg.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = at(event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    travelled += distance(before, now);
    pointers.set(event.pointerId, now);
    if (other !== undefined) view.zoom(distance(now, other) / Math.max(distance(before, other), 1), other);
    else if (travelled > STILL) {
      svg.setPointerCapture(event.pointerId);
      view.move(now[0] - before[0], now[1] - before[1]);
    } else return;
    moved();
  });
  const end = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
  };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);
  svg.addEventListener("pointerleave", end);
  // What ends a movement is no click on what lies below.
  svg.addEventListener("click", (event) => travelled > STILL && (event.preventDefault(), event.stopPropagation()), true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      view.zoom(2 ** (-event.deltaY / (event.deltaMode === 0 ? 300 : 10)), at(event));
      moved();
    },
    { passive: false },
  );

  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const away = ARROWS.get(event.key);
    if (event.key === "+" || event.key === "=") view.zoom(1.5);
    else if (event.key === "-") view.zoom(1 / 1.5);
    else if (away !== undefined) view.move(away[0] * STEP, away[1] * STEP);
    else return;
    event.preventDefault();
    moved();
  });
}

const ARROWS = new Map<string, Point>([
  ["ArrowLeft", [1, 0]],
  ["ArrowRight", [-1, 0]],
  ["ArrowUp", [0, 1]],
  ["ArrowDown", [0, -1]],
]);

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
