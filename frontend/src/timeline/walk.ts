// Arrow keys from mark to mark: left and right through a row and on to the next, up and down to the nearest of another.

/** Where a key leads from a mark; null for other keys, and where there is nothing more. */
export function nextByKey(key: string, from: SVGAElement, all: readonly SVGAElement[]): SVGAElement | null {
  const at = all.indexOf(from);
  if (key === "ArrowRight") return all[at + 1] ?? null;
  if (key === "ArrowLeft") return all[at - 1] ?? null;
  if (key === "Home") return all[0] ?? null;
  if (key === "End") return all.at(-1) ?? null;
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  const here = middle(from);
  const sign = key === "ArrowDown" ? 1 : -1;
  const away = all
    .map((mark) => ({ mark, ...middle(mark) }))
    .filter(({ y }) => (y - here.y) * sign > 4)
    .sort((a, b) => (a.y - b.y) * sign || Math.abs(a.x - here.x) - Math.abs(b.x - here.x));
  return away[0]?.mark ?? null;
}

function middle(mark: SVGAElement): { x: number; y: number } {
  const box = mark.querySelector<SVGGraphicsElement>(".hit")?.getBBox() ?? mark.getBBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
