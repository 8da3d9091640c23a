// Which part of the network stands out for a moment: that of a sentence pointed at, else that of a time or a place.

import type { GraphEdge, ReportData } from "../api";
import type { Pane } from "../panes";

export interface Attention {
  /** The edges of the sentence that is pointed at; null: none is. */
  point: (edges: readonly GraphEdge[] | null) => void;
  /** The events that a time or a place is limited to; null: no limit. */
  limit: (events: ReadonlySet<string> | null) => void;
}

export function attend(pane: Pane, { network }: ReportData): Attention {
  let pointed: ReadonlySet<string> | null = null;
  let limited: ReadonlySet<string> | null = null;
  const focus = () => pane.focus(pointed ?? limited);
  return {
    point(edges) {
      pointed = edges === null || edges.length === 0 ? null : withEnds(edges);
      focus();
    },
    limit(events) {
      const near = network.edges.filter(({ source, target }) => events?.has(source) || events?.has(target));
      limited = events === null ? null : new Set([...events, ...withEnds(near)]);
      focus();
    },
  };
}

const withEnds = (edges: readonly GraphEdge[]): ReadonlySet<string> =>
  new Set(edges.flatMap(({ key, source, target }) => [key, source, target]));
