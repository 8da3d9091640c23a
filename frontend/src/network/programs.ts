// What the graphics card is told: nodes in the shapes of their kinds, and lines that may be dashed.

import type { Attributes } from "graphology-types";
import { EdgeLineProgram, NodePointProgram, type ProgramInfo } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

import type { Shape } from "../kinds";

export const SHAPES: readonly Shape[] = ["circle", "square", "diamond", "triangle", "hexagon", "rounded"];
/** How a line is broken, as numbers for the card. */
export const STROKES = { solid: 0, dashed: 1, dotted: 2 } as const;

const FLOAT = 0x1406;

const NODE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute float a_shape;
uniform float u_sizeRatio; uniform float u_pixelRatio; uniform mat3 u_matrix;
varying vec4 v_color; varying float v_shape; varying float v_pixel;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  gl_PointSize = a_size / u_sizeRatio * u_pixelRatio * 2.5;
  v_pixel = 2.0 / gl_PointSize;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

/** How far a point is outside the shape; below zero: inside. */
const NODE_FRAGMENT = `
precision mediump float;
varying vec4 v_color; varying float v_shape; varying float v_pixel;
float away(vec2 p) {
  vec2 q = abs(p);
  if (v_shape < 0.5) return length(p) - 0.8;
  if (v_shape < 1.5) return max(q.x, q.y) - 0.7;
  if (v_shape < 2.5) return (q.x + q.y - 0.95) * 0.707;
  if (v_shape < 3.5) return max(p.y - 0.62, q.x * 0.8727 - (p.y + 0.9) * 0.488);
  if (v_shape < 4.5) return max(q.y - 0.74, q.x * 0.866 + q.y * 0.5 - 0.76);
  return length(max(q - vec2(0.55, 0.2), 0.0)) - 0.38;
}
void main() {
  float d = away((gl_PointCoord - 0.5) * 2.0);
  #ifdef PICKING_MODE
  gl_FragColor = d < 0.0 ? v_color : vec4(0.0);
  #else
  gl_FragColor = v_color * (1.0 - smoothstep(-v_pixel, v_pixel, d));
  #endif
}`;

/** Nodes as points, each cut to its shape. */
export class ShapeProgram extends NodePointProgram {
  /** Without the second picture, of numbers instead of colours, that tells what is at a point: hits.ts knows. */
  constructor(context: WebGLRenderingContext, _: WebGLFramebuffer | null, renderer: ConstructorParameters<typeof NodePointProgram>[2]) {
    super(context, null, renderer);
  }

  override getDefinition(): ReturnType<NodePointProgram["getDefinition"]> {
    const points = super.getDefinition();
    return {
      ...points,
      VERTEX_SHADER_SOURCE: NODE_VERTEX,
      FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT,
      ATTRIBUTES: [...points.ATTRIBUTES, { name: "a_shape", size: 1, type: FLOAT }],
    };
  }

  override processVisibleItem(nodeIndex: number, startIndex: number, data: NodeDisplayData & Attributes): void {
    super.processVisibleItem(nodeIndex, startIndex, data);
    this.array[startIndex + 5] = Number(data["shape"] ?? 0);
  }
}

const LINE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_along; attribute float a_stroke;
uniform mat3 u_matrix;
varying vec4 v_color; varying float v_along; varying float v_stroke;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  v_along = a_along;
  v_stroke = a_stroke;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;
const LINE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying float v_along; varying float v_stroke;
uniform float u_pixels;
void main() {
  float at = v_along * u_pixels;
  if (v_stroke > 1.5 && fract(at / 5.0) > 0.4) discard;
  if (v_stroke > 0.5 && v_stroke < 1.5 && fract(at / 11.0) > 0.64) discard;
  gl_FragColor = v_color;
}`;

/** Edges as lines of one pixel, whole or broken. */
export class StrokeProgram extends EdgeLineProgram {
  override getDefinition(): ReturnType<EdgeLineProgram["getDefinition"]> {
    const lines = super.getDefinition();
    return {
      ...lines,
      VERTEX_SHADER_SOURCE: LINE_VERTEX,
      FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
      UNIFORMS: ["u_matrix", "u_pixels"] as unknown as readonly ["u_matrix"],
      ATTRIBUTES: [
        ...lines.ATTRIBUTES,
        { name: "a_along", size: 1, type: FLOAT },
        { name: "a_stroke", size: 1, type: FLOAT },
      ],
    };
  }

  override processVisibleItem(
    edgeIndex: number,
    startIndex: number,
    source: NodeDisplayData,
    target: NodeDisplayData,
    data: EdgeDisplayData & Attributes,
  ): void {
    const [color, style] = [floatColor(data.color), Number(data["stroke"] ?? 0)];
    const length = Math.hypot(target.x - source.x, target.y - source.y);
    this.array.set([source.x, source.y, color, edgeIndex, 0, style, target.x, target.y, color, edgeIndex, length, style], startIndex);
  }

  override setUniforms(params: RenderParams, info: ProgramInfo): void {
    super.setUniforms(params, info);
    const pixels = (info.uniformLocations as Record<string, WebGLUniformLocation>)["u_pixels"] ?? null;
    info.gl.uniform1f(pixels, Math.min(params.width, params.height) / params.zoomRatio);
  }
}
