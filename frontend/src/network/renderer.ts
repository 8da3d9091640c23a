// What draws a scene: with WebGL or on a canvas. Both can be asked where things are.

export interface Renderer {
  readonly name: "webgl" | "canvas";
  /** Draw anew: after a move of nodes, a change of the theme, or only of what the pointer is over. */
  refresh(what: "positions" | "colours" | "names"): void;
  /** Draw anew what looks another way now. */
  relook(changed: { nodes: readonly number[]; edges: readonly number[] }): void;
  /** Whether a picture that was asked for is still in the making. */
  busy(): boolean;
  fit(): void;
  zoom(by: number): void;
  /** Bring a node into sight. */
  reveal(node: number): void;
  /** Where in the scene a point of the element is. */
  toScene(x: number, y: number): { x: number; y: number };
  /** Pixels to a unit of the scene. */
  scale(): number;
  /** How much larger nodes are drawn than where all is in sight. */
  swelling(): number;
  destroy(): void;
}
