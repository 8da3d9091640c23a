// A drawing that stands alone: an SVG with its looks written into it, and a picture made from that.

import { s } from "../dom";

const LOOKS = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-opacity", "opacity",
  "font-family", "font-size", "font-weight", "font-style", "text-anchor", "paint-order", "unicode-bidi", "direction",
] as const;
const COLOURS: ReadonlySet<string> = new Set(["fill", "stroke"]);
/** What only a page needs. */
const OURS = ["class", "role", "tabindex", "aria-label", "aria-pressed", "style", "data-node", "data-edge"];
/** Pixels of a picture to one of the drawing; and the most that browsers draw. */
const SHARP = 2;
const LONGEST = 8000;

/** A copy of a drawing in the page that needs no style sheet. */
export function standalone(svg: SVGSVGElement, width: number, height: number): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const copies = [...copy.querySelectorAll("*")];
  [...svg.querySelectorAll("*")].forEach((element, index) => settle(element, copies[index]));
  copy.querySelectorAll(".hit").forEach((element) => element.remove());
  for (const element of [copy, ...copies]) for (const name of OURS) element.removeAttribute(name);
  return framed(copy, width, height);
}

/** A drawing on the ground of the page. */
export function framed(svg: SVGSVGElement, width: number, height: number): SVGSVGElement {
  const ground = plain(getComputedStyle(document.body).backgroundColor);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.prepend(s("rect", { width, height, fill: ground }));
  return svg;
}

/** A picture of such a drawing. */
export async function picture(svg: SVGSVGElement): Promise<Blob> {
  const [width, height] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  const sharp = Math.min(SHARP, LONGEST / Math.max(width, height));
  const text = new XMLSerializer().serializeToString(svg);
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(Math.ceil(width * sharp), Math.ceil(height * sharp));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/png" });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function settle(element: Element, copy: Element | undefined): void {
  if (copy === undefined || element.tagName === "title") return;
  const looks = getComputedStyle(element);
  const parent = element.parentElement === null ? null : getComputedStyle(element.parentElement);
  for (const name of LOOKS) {
    const value = looks.getPropertyValue(name);
    const inherited = name !== "opacity" && name !== "unicode-bidi" && element.parentElement?.tagName !== "svg";
    if (inherited && parent?.getPropertyValue(name) === value) continue;
    copy.setAttribute(name, COLOURS.has(name) ? plain(value) : value);
  }
}

const known = new Map<string, string>();

/** A colour as every program reads it: `#rrggbb`, where a browser may say `oklab(…)`. */
export function plain(colour: string): string {
  if (colour === "none" || colour === "transparent" || colour.startsWith("#")) return colour;
  const found = known.get(colour) ?? painted(colour);
  known.set(colour, found);
  return found;
}

function painted(colour: string): string {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (context === null) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  if (alpha === 0) return "none";
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
