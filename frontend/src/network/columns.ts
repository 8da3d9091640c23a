// The network in columns: an SVG in which every node and every edge can be reached, by pointer and by keyboard.

import type { DrawnBox, DrawnCurve, Drawing } from "../api";
import { cut, s } from "../dom";
import { KINDS } from "../kinds";
import { type Model, type Part, stroke } from "./model";
import { type Acts, lineWidth, mark, type Picture, type Weights } from "./picture";
import { scroller } from "./scroller";
import { drawn } from "./shapes";
import { standalone } from "./standalone";
import { Walk } from "./walk";

const LINE = 17;
const GLYPH = 6;

export function columnsPicture(model: Model, drawing: Drawing, acts: Acts, weights: Weights): Picture {
  const { boxes, width, height } = drawing;
  const nodes = new Map(boxes.map((box) => [box.iri, nodeElement(model, box)]));
  const edges = new Map(drawing.curves.flatMap((curve) => edgeElement(model, curve, weights.get(curve.key))));
  const heads = drawing.heads.map(({ title, x }) => s("text", { x, y: 24 }, title));
  const svg = s(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "The network in columns" },
    s("g", { class: "heads" }, ...heads),
    s("g", { class: "edges" }, ...edges.values()),
    s("g", { class: "nodes" }, ...nodes.values()),
  );
  const view = scroller(svg, width, height, acts.nothing);
  listen(svg, new Walk(model, boxes), nodes, edges, acts);

  return {
    element: view.element,
    select: (part, reveal) => {
      mark(nodes, part.nodes, "selected");
      mark(edges, part.edges, "selected");
      mark(edges, around(model, part), "linked");
      for (const element of [...nodes.values(), ...edges.values()]) {
        element.setAttribute("aria-pressed", String(element.classList.contains("selected")));
      }
      const first = nodes.get([...part.nodes][0] ?? "") ?? edges.get([...part.edges][0] ?? "");
      if (first === undefined) return;
      if (nodes.has([...part.nodes][0] ?? "")) makeStop(nodes, first);
      if (reveal) view.reveal(first.querySelector(".box, .line") ?? first);
    },
    focus: (part) => {
      svg.classList.toggle("focussed", part !== null);
      mark(nodes, part?.nodes ?? new Set(), "kept");
      mark(edges, part?.edges ?? new Set(), "kept");
    },
    zoom: view.zoom,
    fit: view.fit,
    toSVG: () => standalone(svg, width, height),
    destroy: view.destroy,
  };
}

/** The edges at the selected nodes. */
function around(model: Model, part: Part): Set<string> {
  return new Set([...part.nodes].flatMap((iri) => model.links(iri).map((edge) => edge.key)));
}

function nodeElement(model: Model, box: DrawnBox): SVGElement {
  const node = model.node(box.iri);
  const { hue, shape } = KINDS[node.kind];
  const middle = box.x + box.width / 2;
  const lines = box.lines.map((line, index) =>
    s("tspan", { x: middle, y: box.y + 20 + LINE * index }, line + gap(line)),
  );
  return s(
    "g",
    { class: `node k-${hue}`, role: "button", tabindex: -1, "aria-label": model.nodeWords(node), "data-node": node.iri },
    s("title", {}, `${KINDS[node.kind].label}: ${cut(node.label, 300)}`),
    s("rect", { class: "box", x: box.x, y: box.y, width: box.width, height: box.height, rx: 7 }),
    s("text", {}, ...lines),
    s("g", { class: "glyph" }, drawn(shape, box.x, box.y + box.height / 2, GLYPH)),
  );
}

/** What is between two lines for who reads them as one: nothing where a word goes on (server/wrapping.py, HYPHEN). */
const gap = (line: string): string => (/[-\u2010]$/.test(line) ? "" : " ");

function edgeElement(model: Model, curve: DrawnCurve, weight: number | undefined): [string, SVGElement][] {
  const edge = model.edges.get(curve.key);
  if (edge === undefined) return [];
  const hue = Object.entries(KINDS).find(([kind]) => kind === curve.hue)?.[1].hue ?? curve.hue;
  const words = model.edgeWords(edge);
  const element = s(
    "g",
    {
      class: `edge ${stroke(edge)} k-${hue}${curve.order ? " order" : ""}`,
      role: "button", tabindex: -1, "aria-label": words, "data-edge": edge.key,
    },
    s("title", {}, words),
    s("path", { class: "hit", d: curve.path }),
    s("path", { class: "line", d: curve.path }),
  );
  if (weight !== undefined) element.style.setProperty("--weight", lineWidth(weight).toFixed(1));
  return [[edge.key, element]];
}

/** One of the nodes is the tab stop of the drawing. */
function makeStop(nodes: ReadonlyMap<string, SVGElement>, stop: SVGElement): void {
  for (const node of nodes.values()) node.setAttribute("tabindex", node === stop ? "0" : "-1");
}

function listen(
  svg: SVGSVGElement,
  walk: Walk,
  nodes: ReadonlyMap<string, SVGElement>,
  edges: ReadonlyMap<string, SVGElement>,
  acts: Acts,
): void {
  const { model } = walk;
  const first = nodes.values().next().value;
  if (first !== undefined) makeStop(nodes, first);
  let stop = [...nodes.keys()][0] ?? "";

  const of = (event: Event, name: string): string | undefined =>
    (event.target as Element).closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? undefined;

  svg.addEventListener("focusin", (event) => {
    const edge = model.edges.get(of(event, "edge") ?? "");
    const iri = edge === undefined || stop === edge.target ? of(event, "node") : edge.source;
    const element = iri === undefined ? undefined : nodes.get(iri);
    if (iri === undefined || element === undefined) return;
    stop = iri;
    makeStop(nodes, element);
  });
  svg.addEventListener("click", (event) => pick(event, false));
  svg.addEventListener("dblclick", (event) => pick(event, true));
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });

  function pick(event: MouseEvent | KeyboardEvent, open: boolean): void {
    const [iri, key] = [of(event, "node"), of(event, "edge")];
    if (iri !== undefined) acts.node(model.node(iri), { open, shift: event.shiftKey });
    const edge = key === undefined ? undefined : model.edges.get(key);
    if (edge !== undefined) acts.edge(edge);
  }

  /** Whether a key was one of ours. */
  function press(event: KeyboardEvent): boolean {
    const [iri, key] = [of(event, "node"), of(event, "edge")];
    if (event.key === "Enter" || event.key === " ") {
      pick(event, (iri !== undefined && nodes.get(iri)?.classList.contains("selected")) ?? false);
      return iri !== undefined || key !== undefined;
    }
    if (event.key === "e" || event.key === "E") return edgeAfter(iri ?? stop, key, event.shiftKey ? -1 : 1);
    if (key !== undefined) return leaveEdge(key, event.key);
    const next = iri === undefined ? null : walk.step(iri, event.key);
    if (next === null) return false;
    nodes.get(next)?.focus();
    return true;
  }

  function edgeAfter(iri: string, key: string | undefined, by: number): boolean {
    const keys = model.links(iri).map((edge) => edge.key).filter((one) => edges.has(one));
    const at = key === undefined ? (by > 0 ? -1 : 0) : keys.indexOf(key);
    const next = keys.at((at + by) % keys.length);
    if (next === undefined) return true;
    edges.get(next)?.focus();
    return true;
  }

  function leaveEdge(key: string, pressed: string): boolean {
    const way = pressed === "ArrowLeft" || pressed === "ArrowRight" ? walk.end(key, pressed) : null;
    if (way === null && pressed !== "Escape" && !pressed.startsWith("Arrow")) return false;
    nodes.get(way ?? stop)?.focus();
    return pressed !== "Escape" || edges.get(key)?.classList.contains("selected") !== true; // what is selected, the page lets go
  }
}

