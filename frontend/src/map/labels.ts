// Names on the map, none over another: each is tried on four sides of its circle and left out if it fits on none.

import type { Point } from "./view";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const HEIGHT = 14;
const GAP = 3;

/** What is taken on the map already. */
export class Places {
  readonly #taken: Box[] = [];
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
  }

  take(box: Box): void {
    this.#taken.push(box);
  }

  /** The middle of a name of a width beside a circle; null if there is no room. */
  beside([x, y]: Point, radius: number, width: number): Point | null {
    const away = radius + GAP + width / 2;
    const up = radius + GAP + HEIGHT / 2;
    const sides: Point[] = [[x + away, y], [x - away, y], [x, y - up], [x, y + up]];
    return sides.find((side) => this.over(side, width)) ?? null;
  }

  /** Take the room of a name around a point, if it is free. */
  over([x, y]: Point, width: number): boolean {
    const box = { left: x - width / 2, right: x + width / 2, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
    const within = box.left >= 0 && box.right <= this.#width && box.top >= 0 && box.bottom <= this.#height;
    const meets = (one: Box) => box.left < one.right && one.left < box.right && box.top < one.bottom && one.top < box.bottom;
    if (!within || this.#taken.some(meets)) return false;
    this.take(box);
    return true;
  }
}
