// What the parts of a page are to each other: every pane shows, fades and selects in the same way.

import type { EventRow, GraphEdge, GraphNode, Network } from "./api";

/** A part of a page that shows nodes, or what is known of them. */
export interface Pane {
  readonly element: HTMLElement;
  /** Let these nodes and edges (by IRI and key) stand out and fade all others; null ends it. Nothing vanishes. */
  focus(kept: ReadonlySet<string> | null): void;
}

export type LayoutName = "columns" | "force" | "list";

export interface NetworkPane extends Pane {
  readonly layout: LayoutName;
  /** Draw this network, keeping in place what was there before. `weights`: of edges, by their keys, if they are counted. */
  show(network: Network, weights?: ReadonlyMap<string, number>): Promise<void>;
  setLayout(layout: LayoutName): Promise<void>;
  /** The drawing as a free-standing SVG document, styles inlined; null where the list is shown. */
  toSVG(): SVGSVGElement | null;
  /** The drawing as a picture, white or dark as the theme is; refused where the list is shown. */
  toPNG(): Promise<Blob>;
  destroy(): void;
}

export interface NetworkOptions {
  layout?: LayoutName;
  /** Double click or Enter on what is selected already. */
  onOpen?: (node: GraphNode) => void;
  /** Shift with either. */
  onCollapse?: (node: GraphNode) => void;
  onLayout?: (layout: LayoutName) => void;
}

export interface EventsPane extends Pane {
  show(events: readonly EventRow[]): void;
}

export interface EventsOptions {
  /** The events inside the brush (of the timeline) or the picked place (of the map), by IRI; null: no brush. */
  onFocus?: (events: ReadonlySet<string> | null) => void;
}

/** What of a view is taken home. */
export interface Shown {
  title: string;
  query: string | null;
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  pane: NetworkPane | null;
}
