// Moving a picture on a canvas: drag, wheel and pinch.

export interface Camera {
  pan(dx: number, dy: number): void;
  zoom(by: number, x?: number, y?: number): void;
}

/** Let pointers on an element move what it shows. */
export function steer(place: HTMLElement, camera: Camera): void {
  const pointers = new Map<number, { x: number; y: number }>();
  const apart = (): number => {
    const [a, b] = [...pointers.values()];
    return a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
  };
  place.addEventListener("pointerdown", (event) => pointers.set(event.pointerId, { x: event.clientX, y: event.clientY }));
  place.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    if (event.buttons === 0) {
      pointers.delete(event.pointerId);
      return;
    }
    const wide = apart();
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    camera.pan((event.clientX - before.x) / pointers.size, (event.clientY - before.y) / pointers.size);
    if (wide > 0) camera.zoom(apart() / wide);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"] as const) {
    place.addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  place.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = place.getBoundingClientRect();
    const by = Math.exp(-Math.sign(event.deltaY) * Math.min(80, Math.abs(event.deltaY)) * 0.0025);
    camera.zoom(by, event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
}
