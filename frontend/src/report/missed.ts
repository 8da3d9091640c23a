// "The reader missed this": what the words that are selected are, with what belongs to it.

import { announce } from "../announce";
import { forms } from "../api";
import type { Form } from "../api";
import { whyField } from "../deciding/correct";
import { Fields } from "../deciding/form";
import type { Picked } from "../deciding/form";
import type { Act } from "../deciding/outbox";
import { bdi, h } from "../dom";
import { ENTITIES } from "./readings";

export interface MissedOptions {
  report: string;
  words: Picked;
  /** Whom or what these words name by now; null: nothing. */
  named: string | null;
  /** The words that are selected now. */
  picked: () => Picked | null;
  save: (act: Act, label: string) => void;
  close: () => void;
}

let known: readonly Form[] | null = null;

/** The form; it asks first what the words are. */
export async function missedForm(options: MissedOptions): Promise<HTMLElement> {
  const { report, words, close } = options;
  known ??= (await forms({ report })).forms;
  const rest = h("div", {});
  const kinds = known.map((form) => {
    const radio = h("input", { type: "radio", name: "missed-kind", value: form.kind, required: true });
    radio.addEventListener("change", () => rest.replaceChildren(...details(form, element, options)));
    return h("label", { class: "pill" }, radio, form.label);
  });
  const element: HTMLFormElement = h(
    "form",
    { class: "missed", "aria-label": "The reader missed this" },
    h("h2", {}, "The reader missed this"),
    h("blockquote", { class: "missed-words", dir: "auto" }, bdi(words.exact, 600)),
    h("fieldset", {}, h("legend", {}, "What is it?"), h("div", { class: "pills" }, ...kinds)),
    rest,
    h("p", { class: "acts" }, h("button", {}, "Save"), h("button", { type: "button", class: "plain", onclick: close }, "Cancel")),
  );
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  return element;
}

/** The fields of a kind, and in words what will be saved. */
function details(form: Form, element: HTMLFormElement, options: MissedOptions): HTMLElement[] {
  const { report, words, picked, save } = options;
  const preview = h("p", { class: "preview" });
  const show = () => {
    const said = fields.said().map(([label, text]) => h("li", {}, `${label}: `, bdi(text, 120)));
    preview.replaceChildren(h("strong", {}, form.label), " “", bdi(words.exact, 120), "”", h("ul", {}, ...said));
  };
  const fields = new Fields(form, { picked, changed: show, first: words });
  const [why, input] = whyField("missed-why");
  show();
  element.onsubmit = (event) => {
    event.preventDefault();
    const { start, end } = words;
    const act = { operation: "add", report, kind: form.kind, words: { start, end }, values: fields.values() } as const;
    const reason = input.value.trim();
    save(reason ? { ...act, why: reason } : act, `Added: ${form.label} “${words.exact}”`);
  };
  announce(`${form.label}: ${form.fields.length} fields`);
  return [...leaving(form, options), fields.element, why, h("p", { class: "quiet" }, "Will be saved:"), preview];
}

/** Words that name something else by now will no longer do so. */
function leaving({ kind, label }: Form, { named }: MissedOptions): HTMLElement[] {
  if (named === null || !ENTITIES.has(kind)) return [];
  return [h("p", { class: "quiet" }, "These words are read as ", bdi(named, 80), ` now. They will name another ${label} instead.`)];
}
