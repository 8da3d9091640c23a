// Elements without HTML: what the data holds is only ever text.

type Child = Node | string | null | undefined | false;
type Listener = (event: never) => void;
type Attributes = Record<string, string | number | boolean | null | undefined | Listener>;

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element. An attribute `onclick` with a function is a listener; false, null and undefined leave one out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** The one element of a selector that the page is known to have. */
export function one<E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E {
  const found = within.querySelector<E>(selector);
  if (found === null) throw new Error(`The page has no ${selector}`);
  return found;
}

function filled<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value as EventListener);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** Bring an element into sight by scrolling its pane alone; on a phone it is the page that scrolls. */
export function bring(element: Element, block: "nearest" | "center", behavior: ScrollBehavior = "auto"): void {
  const pane = element.closest(".area");
  if (pane === null || getComputedStyle(pane).overflowY === "visible") return element.scrollIntoView({ block, behavior });
  const [mark, frame] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
  const padding = Number.parseFloat(getComputedStyle(pane).scrollPaddingTop) || 0;
  const [above, below] = [mark.top - frame.top - padding, frame.bottom - padding - mark.bottom];
  const nearest = above < 0 ? above : below < 0 ? Math.min(-below, above) : 0;
  pane.scrollBy({ top: block === "center" ? (above - below) / 2 : nearest, behavior });
}

/** Text up to a length, by code points, with an ellipsis where it was cut. */
export function cut(text: string, length: number): string {
  const points = [...text.slice(0, length * 2 + 2)];
  return points.length <= length && text.length <= length * 2 + 2 ? text : `${points.slice(0, length - 1).join("")}…`;
}

/** A name from the data in a sentence of ours: its direction is its own. */
export const bdi = (text: string, length = 300): HTMLElement => h("bdi", {}, cut(text, length));
