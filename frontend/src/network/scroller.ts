// A drawing in a box that scrolls, with a size of its own: nearer, farther, all of it, and drawn along with the mouse.

import { h } from "../dom";

export interface Scroller {
  element: HTMLElement;
  zoom(by: number): void;
  fit(): void;
  /** Scroll to a part of the drawing, no more than needed. */
  reveal(part: Element): void;
  destroy(): void;
}

/** Smaller than this nobody reads it: 13 pixels would be less than 10. Larger than the other it is only coarse. */
export const READABLE = 0.775;
const LARGEST = 3;

export function scroller(svg: SVGSVGElement, width: number, height: number, onNothing: () => void): Scroller {
  const element = h("div", { class: "scroll drawing" }, svg);
  let scale = 1;
  let chosen = false;

  const set = (next: number): void => {
    const before = scale;
    const middle = [element.scrollLeft + element.clientWidth / 2, element.scrollTop + element.clientHeight / 2] as const;
    scale = Math.min(LARGEST, Math.max(0.1, next));
    svg.setAttribute("width", String(Math.round(width * scale)));
    svg.setAttribute("height", String(Math.round(height * scale)));
    element.scrollLeft = (middle[0] * scale) / before - element.clientWidth / 2;
    element.scrollTop = (middle[1] * scale) / before - element.clientHeight / 2;
  };
  const across = (): number => (element.clientWidth || width) / width;
  const comfortable = (): void => set(Math.min(1, Math.max(READABLE, across())));
  const zoom = (by: number): void => {
    chosen = true;
    set(scale * by);
  };

  comfortable();
  const watch = new ResizeObserver(() => {
    if (!chosen) comfortable();
  });
  watch.observe(element);
  element.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
  }, { passive: false });
  drag(element, onNothing);

  return {
    element,
    zoom,
    fit: () => {
      chosen = true;
      set(Math.min(1, across(), (element.clientHeight || height) / height));
    },
    reveal: (part) => reveal(element, part),
    destroy: () => watch.disconnect(),
  };
}

/** The mouse takes the ground along; a click on the ground, without a way, is a click on nothing. */
function drag(element: HTMLElement, onNothing: () => void): void {
  let from: { x: number; y: number; left: number; top: number } | null = null;
  const onGround = (event: Event): boolean => (event.target as Element).closest("[data-node], [data-edge]") === null;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType !== "mouse" || !onGround(event)) return;
    if (event.offsetX > element.clientWidth && event.target === element) return; // its scroll bar
    from = { x: event.clientX, y: event.clientY, left: element.scrollLeft, top: element.scrollTop };
  });
  element.addEventListener("pointermove", (event) => {
    if (from === null) return;
    if (event.buttons === 0) {
      from = null;
      return;
    }
    element.scrollLeft = from.left - (event.clientX - from.x);
    element.scrollTop = from.top - (event.clientY - from.y);
  });
  element.addEventListener("click", (event) => {
    const moved = from !== null && Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4;
    from = null;
    if (!moved && onGround(event)) onNothing();
  });
}

function reveal(element: HTMLElement, part: Element): void {
  const [outer, inner, room] = [element.getBoundingClientRect(), part.getBoundingClientRect(), 24];
  const over = (start: number, end: number, from: number, to: number): number => {
    if (end - start > to - from) return start - from - room; // longer than the box: its beginning
    return start < from + room ? start - from - room : end > to - room ? end - to + room : 0;
  };
  element.scrollLeft += over(inner.left, inner.right, outer.left, outer.left + element.clientWidth);
  element.scrollTop += over(inner.top, inner.bottom, outer.top, outer.top + element.clientHeight);
}
