// Ways from one thing to another, as lines that can be read: every step leads to the sentence that says so.

import type { GraphEdge, GraphNode, Network } from "../api";
import { root } from "../api";
import { bdi, h } from "../dom";
import { KINDS } from "../kinds";

export interface PathsOptions {
  select: (node: GraphNode) => void;
  add: (path: Network) => void;
  close: () => void;
}

/** The panel with the shortest ways between two things. */
export function pathsPanel(from: GraphNode, to: GraphNode, paths: readonly Network[], options: PathsOptions): HTMLElement {
  const lines = paths.map((path) => h("li", {}, ...line(path, options), showButton(path, options)));
  const count = paths.length === 1 ? "One shortest way" : `The ${paths.length} shortest ways`;
  return h(
    "section",
    { class: "panel paths", tabindex: -1, "aria-label": "Ways between two things" },
    h(
      "h2",
      {},
      paths.length === 0 ? "No way of up to six steps" : count,
      " from ",
      bdi(from.label, 80),
      " to ",
      bdi(to.label, 80),
    ),
    paths.length > 0 && h("ol", {}, ...lines),
    h("button", { type: "button", class: "plain close", onclick: options.close }, "Close"),
  );
}

function showButton(path: Network, options: PathsOptions): HTMLElement {
  return h("button", { type: "button", class: "small", onclick: () => options.add(path) }, "Show in the network");
}

/** A — spoke at → E ← flag at — B: nodes and edges in walking order. */
function* line(path: Network, options: PathsOptions): Generator<HTMLElement> {
  for (const [index, node] of path.nodes.entries()) {
    yield h(
      "button",
      { type: "button", class: `node-name k-${KINDS[node.kind].hue}`, onclick: () => options.select(node) },
      bdi(node.label, 80),
      h("span", { class: "hidden" }, `, ${KINDS[node.kind].label}`),
    );
    const edge = path.edges[index];
    if (edge !== undefined) yield step(edge, edge.source === node.iri);
  }
}

function step(edge: GraphEdge, forward: boolean): HTMLElement {
  const words = forward ? ` — ${edge.label} → ` : ` ← ${edge.label} — `;
  if (edge.words === null) {
    if (edge.inferred) return h("span", { class: "step inferred", title: "Nobody has decided that they are the same" }, words);
    return h("a", { class: "step", href: edge.href, title: "Told by several reports: why this is thought to be one" }, words);
  }
  return h("a", { class: "step", href: sentence(edge), title: `“${edge.words.exact.slice(0, 200)}”` }, words);
}

/** The page of the report at the words of an edge. */
export function sentence({ words }: GraphEdge): string | null {
  return words && `${root}/report/${encodeURIComponent(words.report)}#char=${words.start},${words.end}`;
}
