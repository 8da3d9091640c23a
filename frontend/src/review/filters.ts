// Which decisions are looked at: identities or facts, of one kind, of one report. The address holds it.

import * as address from "../address";
import type { Parameters } from "../api";
import { bdi, h } from "../dom";
import { KINDS } from "../kinds";

const KIND: readonly [string, string][] = [["", "All"], ["identity", "The same or not?"], ["facts", "Right or wrong?"]];
const IDENTITIES = ["person", "organization", "place", "event"] as const;
const FACTS: readonly [string, string][] = [
  ["event", "events"],
  ["relation", "statements"],
  ["membership", "roles"],
  ["utterance", "quotations and reported words"],
  ["expression", "slogans"],
  ["symbol", "symbols"],
  ["demand", "demands"],
  ["message", "messages"],
  ["count", "numbers"],
  ["time", "times"],
];
const NAMES = ["kind", "type", "report", "about", "left", "right"] as const;

/** What the address asks for. */
export function asked(): Parameters {
  const state = address.read();
  return Object.fromEntries(NAMES.map((name) => [name, state.get(name) ?? undefined]));
}

/** The filters; `changed` is called when one of them is changed here. */
export function filters(changed: () => void): HTMLElement {
  const now = asked();
  const change = (state: address.State) => {
    address.write({ ...state, at: undefined }, true);
    changed();
  };
  const kinds = KIND.map(([value, label]) =>
    h(
      "button",
      { type: "button", class: "plain", "aria-pressed": String((now["kind"] ?? "") === value), onclick: () => change({ kind: value, type: undefined }) },
      label,
    ),
  );
  const select = h(
    "select",
    { id: "review-type", onchange: () => change({ type: select.value }) },
    h("option", { value: "" }, "all kinds"),
    ...types(now["kind"]).map(([value, label]) => h("option", { value, selected: now["type"] === value }, label)),
  );
  const narrow = (["report", "about", "left", "right"] as const).filter((name) => now[name]);
  const clear = () => change({ report: undefined, about: undefined, left: undefined, right: undefined });
  return h(
    "div",
    { class: "filters", role: "group", "aria-label": "What to look at" },
    ...kinds,
    h("span", {}, h("label", { for: "review-type" }, "of "), select),
    narrow.length === 0
      ? null
      : h("span", {}, narrow[0] === "report" ? "only report " : "only ", bdi(String(now[narrow[0] as string]).replace(/^.*\//, ""), 50), " ", h("button", { type: "button", class: "plain", onclick: clear }, "All reports")),
  );
}

function types(kind: Parameters[string]): readonly [string, string][] {
  const identities = IDENTITIES.map((one): [string, string] => [one, KINDS[one].plural]);
  if (kind === "identity") return identities;
  return kind === "facts" ? FACTS : [...identities, ...FACTS.filter(([value]) => value !== "event")];
}
