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
  if (asked === "webgl" || asked === "canvas") return { name: asked, forced: true };
  return { name: hardware() ? "webgl" : "canvas", forced: false };
}

function hardware(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  if (context === null) return false;
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const renderer: unknown = context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return !PRETENDERS.test(String(renderer));
}
