// The same network in words: every node, and under it its edges with the words that say so.

import type { GraphEdge, GraphNode, NodeKind } from "../api";
import { bdi, h } from "../dom";
import { KINDS } from "../kinds";
import { doubts, type Model, stroke, wordsHref } from "./model";
import { type Acts, mark, type Picture } from "./picture";

export function listPicture(model: Model, acts: Acts): Picture {
  const nodes: [string, HTMLElement][] = [];
  const edges: [string, HTMLElement][] = [];

  const edgeItem = (edge: GraphEdge, node: GraphNode): HTMLElement => {
    const other = h("span", { class: "thing" }, bdi(model.other(edge, node.iri).label, 120));
    const self = bdi(node.label, 60);
    const parts = edge.source === node.iri ? [self, ` ${edge.label} `, other] : [other, ` ${edge.label} `, self];
    const button = h("button", { type: "button", class: "said", "aria-pressed": "false", onclick: () => acts.edge(edge) }, ...parts);
    const doubt = doubts(edge);
    const item = h(
      "li",
      { class: `${stroke(edge)}`, "data-edge": edge.key },
      button,
      edge.words && h("a", { class: "words", href: wordsHref(edge.words) }, bdi(edge.words.exact, 160)),
      doubt && h("span", { class: "tag" }, doubt),
    );
    edges.push([edge.key, item]);
    return item;
  };
  const nodeItem = (node: GraphNode): HTMLElement => {
    const pick = (event: MouseEvent, open: boolean): void => acts.node(node, { open, shift: event.shiftKey });
    const button = h(
      "button",
      {
        type: "button", class: "name", "aria-pressed": "false",
        onclick: (event: MouseEvent) => pick(event, event.detail === 0 && item.classList.contains("selected")),
        ondblclick: (event: MouseEvent) => pick(event, true),
      },
      bdi(node.label, 200),
    );
    const links = model.links(node.iri);
    const item = h(
      "li",
      { class: `entry-of k-${KINDS[node.kind].hue}`, "data-node": node.iri },
      button,
      h("span", { class: "number" }, links.length === 1 ? " 1 link" : ` ${links.length} links`),
      links.length > 0 && h("ul", {}, ...links.map((edge) => edgeItem(edge, node))),
    );
    nodes.push([node.iri, item]);
    return item;
  };
  const section = (kind: NodeKind): HTMLElement | null => {
    const members = [...model.nodes.values()].filter((node) => node.kind === kind);
    if (members.length === 0) return null;
    const title = KINDS[kind].plural;
    return h(
      "section",
      {},
      h("h2", {}, `${title.charAt(0).toUpperCase()}${title.slice(1)} `, h("span", { class: "number" }, String(members.length))),
      h("ul", {}, ...members.map(nodeItem)),
    );
  };
  const kinds = [...Object.keys(KINDS)] as NodeKind[];
  const element = h("div", { class: "network-list" }, ...kinds.map(section));

  return {
    element,
    select: (part, reveal) => {
      mark(nodes, part.nodes, "selected");
      mark(edges, part.edges, "selected");
      for (const [, item] of [...nodes, ...edges]) {
        item.querySelector("button")?.setAttribute("aria-pressed", String(item.classList.contains("selected")));
      }
      const first = [...nodes, ...edges].find(([, item]) => item.classList.contains("selected"))?.[1];
      if (reveal && first !== undefined) element.scrollTop += first.getBoundingClientRect().top - element.getBoundingClientRect().top - 24;
    },
    focus: (part) => {
      element.classList.toggle("focussed", part !== null);
      mark(nodes, part?.nodes ?? new Set(), "kept");
      mark(edges, part?.edges ?? new Set(), "kept");
    },
    zoom: () => undefined,
    fit: () => undefined,
    toSVG: () => null,
    destroy: () => undefined,
  };
}
