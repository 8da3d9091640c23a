// The article in pieces, as the server cut it: each knows where it starts in the text, in code points.

import { h } from "../dom";

export interface Piece {
  start: number;
  end: number;
  element: HTMLElement;
  /** Whether anything was read from it. */
  marked: boolean;
}

/** Marks say where they start in their links, all other text in an attribute. */
const PIECE = "a.mark, [data-start]";

export type Stretch = readonly [start: number, end: number];

export class Pieces {
  readonly all: readonly Piece[];
  readonly #by = new Map<Element, Piece>();
  #lit: Piece[] = [];

  constructor(article: HTMLElement) {
    this.all = [...article.querySelectorAll<HTMLElement>("[data-end]")].flatMap(piecesOf);
    for (const piece of this.all) this.#by.set(piece.element, piece);
  }

  /** The piece that a node of the page is in. */
  of(node: Node | null): Piece | undefined {
    const element = node instanceof Element ? node : node?.parentElement;
    const found = element?.closest(PIECE);
    return found ? this.#by.get(found) : undefined;
  }

  /** The pieces that hold some of a stretch. */
  within([start, end]: Stretch): Piece[] {
    return this.all.filter((piece) => piece.start < end && start < piece.end);
  }

  /** Let exactly these stretches stand out, and no others; the first element of them. */
  light(stretches: readonly Stretch[]): HTMLElement | null {
    for (const piece of this.#lit) piece.element.replaceChildren(piece.element.textContent ?? "");
    const whole = merged(stretches);
    this.#lit = this.all.filter((piece) => whole.some(([start, end]) => piece.start < end && start < piece.end));
    for (const piece of this.#lit) piece.element.replaceChildren(...cutUp(piece, whole));
    return this.#lit[0]?.element.querySelector<HTMLElement>(".lit") ?? null;
  }

  /** Where a range of the page stands in the text. */
  stretchOf(range: Range): Stretch | null {
    const met = this.all.filter((piece) => range.intersectsNode(piece.element));
    const [first, last] = [met[0], met.at(-1)];
    if (first === undefined || last === undefined) return null;
    const start = this.#offset(range.startContainer, range.startOffset) ?? first.start;
    const end = this.#offset(range.endContainer, range.endOffset) ?? last.end;
    return start < end ? [start, end] : null;
  }

  /** A stretch of the text as a range of the page. */
  rangeOf([start, end]: Stretch): Range | null {
    const [first, last] = [this.#point(start, false), this.#point(end, true)];
    if (first === null || last === null) return null;
    const range = document.createRange();
    range.setStart(...first);
    range.setEnd(...last);
    return range;
  }

  /** Where an offset is on the page: in the piece that begins or, of an end, stops there. */
  #point(offset: number, end: boolean): [Node, number] | null {
    const piece = this.all.find((one) => (end ? one.start < offset && offset <= one.end : one.start <= offset && offset < one.end));
    if (piece === undefined) return null;
    const walker = document.createTreeWalker(piece.element, NodeFilter.SHOW_TEXT);
    let left = offset - piece.start;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const points = [...(node.textContent ?? "")];
      if (left <= points.length) return [node, points.slice(0, left).join("").length];
      left -= points.length;
    }
    return null;
  }

  #offset(container: Node, offset: number): number | null {
    const piece = this.of(container);
    if (piece === undefined) return null;
    const before = document.createRange();
    before.setStart(piece.element, 0);
    before.setEnd(container, offset);
    return piece.start + [...before.toString()].length;
  }
}

function piecesOf(block: HTMLElement): Piece[] {
  const elements = [...block.querySelectorAll<HTMLElement>(PIECE)];
  const starts = elements.map((element) => Number(element.dataset["start"] ?? element.getAttribute("href")?.split("=")[1]));
  return elements.map((element, index) => ({
    start: starts[index] as number,
    end: starts[index + 1] ?? Number(block.dataset["end"]),
    element,
    marked: element.matches("a"),
  }));
}

/** Stretches in the order of the text, none of which meet. */
export function merged(stretches: readonly Stretch[]): Stretch[] {
  const found: [number, number][] = [];
  for (const [start, end] of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

/** The text of a piece, with what is in the stretches set apart. */
function cutUp(piece: Piece, stretches: readonly Stretch[]): (string | HTMLElement)[] {
  const points = [...(piece.element.textContent ?? "")];
  const found: (string | HTMLElement)[] = [];
  let done = 0;
  for (const [start, end] of stretches) {
    const [from, to] = [Math.max(start - piece.start, 0), Math.min(end - piece.start, points.length)];
    if (from >= to) continue;
    found.push(points.slice(done, from).join(""), h("mark", { class: "lit" }, points.slice(from, to).join("")));
    done = to;
  }
  return [...found, points.slice(done).join("")].filter((part) => part !== "");
}
