// Which renderer: WebGL where the machine draws it, not a program that pretends to be one; else a canvas.

import { read } from "../address";

const PRETENDERS = /swiftshader|llvmpipe|softpipe|basic render|software/i;
/** A browser that does not say who draws is tried: so many frames, so many milliseconds each at most. */
export const TRIAL = { frames: 30, milliseconds: 50 };

export interface Choice {
  name: "webgl" | "canvas";
  /** Whether somebody asked for just this one, in the address: for tests and measurements. */
  forced: boolean;
}

export function choose(): Choice {
  const asked = read().get("renderer");
  if (asked === "canvas") return { name: "canvas", forced: true };
  const card = painter();
  if (card === null) return { name: "canvas", forced: false };
  if (asked === "webgl") return { name: "webgl", forced: true };
  return { name: PRETENDERS.test(card) ? "canvas" : "webgl", forced: false };
}

/** Who draws for WebGL, as far as the browser says; null where there is none. */
function painter(): string | null {
  const context = document.createElement("canvas").getContext("webgl2");
  if (context === null) return null;
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const renderer: unknown = context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return String(renderer);
}
