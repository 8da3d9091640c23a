// What the server tells the views: the shapes of server/openapi.json, and one function an address.
// tests/test_api.py compares the interfaces below with that file, name by name.

/** A kind of node: its column, its shape and its colour (kg/network.py, KINDS). */
export type NodeKind = "place" | "event" | "person" | "delegation" | "group" | "unnamed" | "role" | "organization";

/** A stretch of a report, in code points, and the words that stand there. */
export interface Words {
  report: string;
  start: number;
  end: number;
  exact: string;
}

/** An entity, an event or a role, as one report names it. */
export interface GraphNode {
  iri: string;
  href: string;
  kind: NodeKind;
  label: string;
  report: string;
  start: number;
}

/** A fact between two nodes, with the words that say so. */
export interface GraphEdge {
  /** Unlike any other edge's of the store. */
  key: string;
  source: string;
  target: string;
  predicate: string;
  label: string;
  /** The node of the fact, and its page; of what no report says ("is the same as") null. */
  fact: string | null;
  href: string | null;
  words: Words | null;
  confidence: number | null;
  band: "asserted" | "review" | null;
  /** What nobody says and nobody has decided: two things may be the same. Drawn dashed. */
  inferred: boolean;
  /** What its line means, where a view draws what no report says in these words; the server leaves it out. */
  means?: string;
}

export interface Network {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export interface ReportSummary {
  id: string;
  iri: string;
  href: string;
  title: string;
  publisher: string | null;
  published: string | null;
  url: string | null;
  language: string | null;
  events: number;
  persons: number;
}

/** GET api/reports?offset= */
export interface ReportList {
  total: number;
  reports: ReportSummary[];
}

/** What a change is about; its page, if it is still there. */
export interface Named {
  iri: string;
  sort: "report" | "thing" | "decision" | "table" | "vocabulary" | "graph";
  label: string;
  href: string | null;
}

/** An entry of the history. */
export interface Change {
  id: string;
  /** In UTC. */
  at: string;
  kind: "added" | "changed" | "withdrawn" | "merged" | "parted";
  /** What became of it, in words. */
  says: string;
  what: Named;
  other: Named | null;
  /** Statements that it gained. */
  more: number;
  fewer: number;
}

/** GET api/changes?since=&offset= */
export interface History {
  changes: Change[];
  /** The offset of those before, if there are any. */
  next: number | null;
}

/** Words of the text that support a thing. */
export interface TextMark {
  start: number;
  end: number;
  thing: string;
}

/** That a person has decided about a thing or a fact: who, when and why. */
export interface Decided {
  decision: string;
  by: string;
  at: string;
  why: string | null;
  status: "confirmed" | "corrected" | "rejected" | "added";
}

/** What a mark leads to: an entity or a fact, in words. */
export interface ThingSummary {
  iri: string;
  href: string;
  kind: string;
  kindLabel: string;
  hue: string;
  label: string;
  claimed: boolean;
  candidate: boolean;
  decided: Decided | null;
}

/** GET api/reports/{id}: what the report screen needs beside the page that it enhances. */
export interface ReportData {
  report: ReportSummary;
  sha256: string | null;
  /** Code points of the text. */
  length: number;
  network: Network;
  marks: TextMark[];
  things: ThingSummary[];
  /** Stretches of sentences, outside boilerplate marks, from which nothing was read. */
  gaps: [number, number][];
}

/** A part of a fact put into words (server/view.py, Part). */
export interface SentencePart {
  text: string;
  style: "lead" | "words" | "quote" | "term" | "thing";
  iri: string | null;
  href: string | null;
  hue: string;
}

/** A fact in words, with its evidence. */
export interface FactLine {
  iri: string;
  href: string;
  parts: SentencePart[];
  words: Words[];
  confidence: number | null;
  band: string | null;
  rules: string[];
  claimed: boolean;
  candidate: boolean;
  decided: Decided | null;
}

export interface CardSection {
  title: string;
  facts: FactLine[];
}

export interface NameForm {
  text: string;
  words: Words[];
}

/** Something said, ready to be cited. */
export interface Quotation {
  fact: string;
  href: string;
  direct: boolean;
  cue: string | null;
  text: string;
  event: string | null;
  words: Words;
  /** “…” — Ana Brook, co-chair, Mill Workers' Union, in: Title, Publisher, 4 May 2021. Address */
  citation: string;
}

/** A node of another report that is held for the same thing, or that may be and waits for a decision. */
export interface Alike {
  node: GraphNode;
  title: string;
  published: string | null;
  relation: "same" | "maybe";
  /** The reason in words; empty if none was kept. */
  why: string;
}

/** Which thing of all reports a node is. */
export interface Identity {
  iri: string;
  href: string;
  label: string;
  /** In how many reports it is told of. */
  reports: number;
  /** Other nodes that are or may be the same; the first of them are told here. */
  total: number;
  others: Alike[];
}

/** Somebody named at the same events. */
export interface Company {
  node: GraphNode;
  events: GraphNode[];
}

/** GET api/thing?iri=: the card of an entity, an event, a role or a fact. */
export interface Card {
  thing: ThingSummary;
  report: ReportSummary;
  forms: NameForm[];
  words: Words[];
  sections: CardSection[];
  quotations: Quotation[];
  company: Company[];
  identity: Identity | null;
  confidence: number | null;
  band: string | null;
  rules: string[];
  reader: string | null;
}

/** One way on from a node, with what it leads to counted. */
export interface Relation {
  /** Of the address: `out pe:place`, `in pe:speaker`, `same`, `maybe`. */
  key: string;
  label: string;
  count: number;
}

/** GET api/neighbours?iri=&relation=&offset=&limit= */
export interface Neighbours {
  node: GraphNode;
  relations: Relation[];
  /** All that the relation leads to (all relations, if none is named). */
  total: number;
  offset: number;
  network: Network;
}

export interface FacetValue {
  value: string;
  label: string;
  count: number;
}

export interface Facet {
  name: "kind" | "place" | "organization" | "form" | "source" | "date" | "confidence";
  label: string;
  values: FacetValue[];
}

export interface Hit {
  node: GraphNode;
  /** What matched: its name, another spelling of it, or words it said. */
  matched: "name" | "spelling" | "words";
  snippet: string;
  title: string;
  published: string | null;
  /** In how many reports the same thing is told of. */
  reports: number;
}

/** GET api/search?q=&kind=&place=&organization=&form=&source=&date=&confidence=&offset= */
export interface SearchResult {
  total: number;
  offset: number;
  hits: Hit[];
  facets: Facet[];
}

/** GET api/overview: the whole base, packed: the rows of `nodes` by their numbers in `edges`. */
export interface Overview {
  /** Reports in the store, and how many of them this holds (the latest). */
  reports: number;
  shown: number;
  nodes: { iri: string[]; kind: NodeKind[]; label: string[]; report: string[] };
  /** [source, target, 0 if a report says so, 1 if they are one thing, 2 if they may be] */
  edges: [number, number, number][];
}

/** GET api/paths?from=&to=: up to three shortest ways, each edge as it is read. */
export interface Paths {
  paths: Network[];
}

export interface Coordinates {
  latitude: number;
  longitude: number;
  /** Who says so. */
  source: string;
  /** Found by the name alone, or by the name in the country the report puts it in. */
  certain: boolean;
  /** Kilometres; of a place that is not a point. */
  radius: number | null;
}

export interface EventPlace {
  node: GraphNode;
  within: string[];
  coordinates: Coordinates | null;
}

export interface EventTime {
  text: string;
  earliest: string | null;
  latest: string | null;
  status: string;
  words: Words | null;
}

/** An event in time and space. */
export interface EventRow {
  node: GraphNode;
  form: string | null;
  formLabel: string | null;
  modality: string | null;
  published: string | null;
  times: EventTime[];
  places: EventPlace[];
  organizations: GraphNode[];
  sizes: string[];
  /** Events that this one answers or was part of, by their IRIs. */
  motivatedBy: string[];
  partOf: string[];
}

/** GET api/events?report=&iri=…: all events, those of a report, or these. */
export interface Events {
  total: number;
  events: EventRow[];
}

export interface PersonLink {
  source: string;
  target: string;
  events: GraphNode[];
}

/** GET api/people?report=: people linked by the events they were at; the weight is the number of events. */
export interface People {
  total: number;
  nodes: GraphNode[];
  links: PersonLink[];
}

export interface DrawnBox {
  iri: string;
  x: number;
  y: number;
  width: number;
  height: number;
  lines: string[];
}

export interface DrawnCurve {
  key: string;
  path: string;
  hue: string;
  order: boolean;
}

/** POST api/drawing?width= with a Network: where the columns put it, if they can in so many pixels. */
export interface Drawing {
  width: number;
  height: number;
  heads: { title: string; x: number }[];
  boxes: DrawnBox[];
  curves: DrawnCurve[];
}

export interface SchemaTerm {
  iri: string;
  name: string;
  label: string;
  comment: string;
  count: number;
  /** Of a property: the classes (prefixed names) whose things have it. */
  classes: string[];
}

/** GET api/schema: what there is to ask for. */
export interface Schema {
  prefixes: { prefix: string; iri: string }[];
  classes: SchemaTerm[];
  properties: SchemaTerm[];
  concepts: SchemaTerm[];
}

/** POST api/labels with {iris}: how things are called, and where they lead. */
export interface Labels {
  labels: { iri: string; label: string; href: string | null; kind: string | null }[];
}

/** What of the graph to take home; POST api/export?format= answers with a file. */
export interface ExportRequest {
  title: string;
  /** The address that opens this view. */
  permalink: string;
  query: string | null;
  nodes: string[];
  facts: string[];
}
export type ExportFormat = "turtle" | "jsonld" | "graphml" | "gexf" | "csv";

/** A sentence of a report; `marks` are code points within it. */
export interface Sentence {
  text: string;
  /** Where it begins in the report. */
  start: number;
  marks: [number, number][];
}

export interface Choice {
  value: string;
  label: string;
}

/** A field of a fact or an entity. Of words `value` is null and `text` what they are now. */
export interface Field {
  name: string;
  label: string;
  takes: "thing" | "concept" | "number" | "day" | "words" | "text";
  value: string | number | null;
  text: string | null;
  required: boolean;
  choices: Choice[];
}

/** What can be said of a kind of fact or entity; `about` is null for what the reader missed. */
export interface Form {
  kind: string;
  label: string;
  about: string | null;
  fields: Field[];
}

/** GET api/forms?about= (one) or ?report= (all that can be added to it) */
export interface Forms {
  forms: Form[];
}

/** One of two that may be the same, as its report names it. */
export interface Side {
  node: GraphNode;
  thing: string | null;
  report: ReportSummary;
  forms: string[];
  sentence: Sentence | null;
  /** What its report says of it: of an event first when and where it was. */
  known: FactLine[];
  /** How many facts are left out. */
  more: number;
}

/** Two that may be the same, and why. */
export interface IdentityItem {
  id: string;
  kind: "identity";
  left: Side;
  right: Side;
  score: number;
  reasons: string[];
}

/** A rule of the reader, and what it reads. */
export interface RuleSaid {
  id: string;
  says: string;
}

/** A fact of which the reader is not sure. */
export interface FactItem {
  id: string;
  kind: "fact";
  fact: FactLine;
  thing: ThingSummary;
  report: ReportSummary;
  sentence: Sentence | null;
  form: Form;
  rules: RuleSaid[];
}

/** GET api/review: a page of what waits for a decision; `next` is what `after` continues with. */
export interface ReviewPage {
  total: number;
  next: string | null;
  identities: IdentityItem[];
  facts: FactItem[];
}

/** What a person decided, and what became of it. */
export interface Decision {
  id: string;
  href: string;
  operation: "same" | "different" | "unsure" | "accept" | "reject" | "change" | "add";
  by: string;
  at: string;
  why: string;
  report: string | null;
  /** What it is about, in words. */
  about: string;
  iri: string | null;
  status: "applied" | "unplaced" | "waiting";
  /** Why it could not be placed. */
  reason: string | null;
}

/** GET api/decisions?report=&about=&status=&offset=&limit=: the latest first. */
export interface DecisionList {
  total: number;
  decisions: Decision[];
}

/** A value of a field: of words, where they stand (code points). */
export type FieldValue = string | number | { start: number; end: number } | null;

/** POST api/decisions */
export type Decide = { by: string; why?: string } & (
  | { judgement: "same" | "different" | "unsure"; left: string; right: string }
  | { operation: "accept" | "reject"; about: string }
  | { operation: "change"; about: string; values: Record<string, FieldValue> }
  | {
      operation: "add";
      report: string;
      kind: string;
      words: { start: number; end: number };
      values: Record<string, FieldValue>;
    }
);

/** A refusal of the server, in its words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export type Parameters = Record<string, string | number | string[] | null | undefined>;

/** The root of the server, as the page says it: the server may live below a path. */
export const root: string = document.querySelector<HTMLMetaElement>('meta[name="root"]')?.content ?? "";

export const reports = (offset = 0) => get<ReportList>("reports", { offset });
export const report = (id: string) => get<ReportData>(`reports/${encodeURIComponent(id)}`);
export const thing = (iri: string) => get<Card>("thing", { iri });
export const neighbours = (iri: string, asked: { relation?: string; offset?: number; limit?: number } = {}) =>
  get<Neighbours>("neighbours", { iri, ...asked });
export const search = (asked: Parameters, signal?: AbortSignal) => get<SearchResult>("search", asked, signal);
/** The network of some nodes: they, or the things that they are, or the nodes of things; and all that is known between them. */
export const among = (iris: readonly string[], per: "" | "thing" | "node" = "") =>
  post<Network>(per === "" ? "among" : `among?per=${per}`, { iris });
export const overview = () => get<Overview>("overview");
export const paths = (from: string, to: string) => get<Paths>("paths", { from, to });
export const events = (asked: { report?: string; iri?: string[] } = {}) => get<Events>("events", asked);
export const people = (report?: string) => get<People>("people", { report });
export const schema = () => get<Schema>("schema");
export const labels = (iris: string[]) => post<Labels>("labels", { iris });
export const drawing = (network: Network, width = 0) => post<Drawing>(`drawing?width=${width}`, network);

export const review = (asked: Parameters = {}) => get<ReviewPage>("review", asked);
export const forms = (asked: { report: string } | { about: string }) => get<Forms>("forms", asked);
export const decisions = (asked: Parameters = {}) => get<DecisionList>("decisions", asked);
/** Decide; needs the write token. What was decided is on the disk when this returns. */
export const decide = async (decision: Decide, token: string) =>
  (await ask("decisions", authorized(posting(decision), token))).json() as Promise<Decision>;
/** Take a decision back; needs the write token. */
export const takeBack = async (id: string, token: string) => {
  await ask(`decisions/${encodeURIComponent(id)}`, authorized({ method: "DELETE" }, token));
};

/** The file of an export. */
export async function exported(format: ExportFormat, asked: ExportRequest): Promise<Blob> {
  return (await ask(`export?format=${format}`, posting(asked))).blob();
}

async function get<T>(path: string, asked: Parameters = {}, signal?: AbortSignal): Promise<T> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, String(one));
    }
  }
  const tail = query.toString();
  return (await ask(tail ? `${path}?${tail}` : path, signal ? { signal } : {})).json() as Promise<T>;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  return (await ask(path, posting(body))).json() as Promise<T>;
}

function posting(body: unknown): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

function authorized(init: RequestInit, token: string): RequestInit {
  return { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } };
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(`${root}/api/${path}`, init);
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => null)) as { title?: string; detail?: string } | null;
  throw new ApiError(answer.status, problem?.detail ?? problem?.title ?? answer.statusText);
}
