// One step of ForceAtlas2 on bare rows of numbers (graphology-layout-forceatlas2/iterate.js), which comes without types.

declare module "graphology-layout-forceatlas2/iterate" {
  import type { ForceAtlas2Settings } from "graphology-layout-forceatlas2";
  export default function iterate(settings: Required<ForceAtlas2Settings>, nodes: Float32Array, edges: Float32Array): void;
}
