// How wide words are.

import { cut } from "./dom";

const pen = document.createElement("canvas").getContext("2d");

export function widthOf(text: string, font: string): number {
  if (pen === null) return text.length * 7;
  pen.font = font;
  return pen.measureText(text).width;
}

/** As much of a text as there is room for, with an ellipsis where it was cut. */
export function fitted(text: string, width: number, font: string): string {
  let length = Math.min([...text].length, Math.floor(width / 2));
  while (length > 1 && widthOf(cut(text, length), font) > width) length -= 1;
  return cut(text, length);
}
