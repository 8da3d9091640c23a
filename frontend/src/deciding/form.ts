// A form for what can be said of a kind of fact: things of the report to choose from, concepts, numbers, days, words.

import type { Field, FieldValue, Form } from "../api";
import { announce } from "../announce";
import { bdi, h } from "../dom";

/** Words that somebody has selected in the text. */
export interface Picked {
  start: number;
  end: number;
  exact: string;
}

export interface FormOptions {
  /** The words that are selected in the text now; null: none are. */
  picked: () => Picked | null;
  /** Called whenever a field changed. */
  changed?: () => void;
  /** The words that a field of words begins with where it has none. */
  first?: Picked;
}

/** One field: its element, what it says now, and that in words for a preview. */
interface Control {
  field: Field;
  element: HTMLElement;
  /** Undefined where it says what it said before. */
  value: () => FieldValue | undefined;
  said: () => string | null;
}

let forms = 0;

/** The fields of a form, filled with what is known. */
export class Fields {
  readonly element: HTMLElement;
  readonly #controls: readonly Control[];

  constructor(form: Form, options: FormOptions) {
    forms += 1;
    this.#controls = form.fields.map((field) => control(field, `field-${forms}-${field.name}`, options));
    this.element = h("div", { class: "fields" }, ...this.#controls.map(({ element }) => element));
  }

  /** What was changed, or what was filled in where nothing was known. */
  values(): Record<string, FieldValue> {
    const changed = this.#controls.flatMap(({ field, value }): [string, FieldValue][] => {
      const now = value();
      return now === undefined || now === field.value ? [] : [[field.name, now]];
    });
    return Object.fromEntries(changed);
  }

  /** What the fields say, each in words. */
  said(): [label: string, text: string][] {
    return this.#controls.flatMap(({ field, said }): [string, string][] => {
      const text = said();
      return text === null ? [] : [[field.label, text]];
    });
  }
}

function control(field: Field, id: string, options: FormOptions): Control {
  if (field.takes === "words") return words(field, id, options);
  return field.takes === "thing" || field.takes === "concept" ? choice(field, id, options) : typed(field, id, options);
}

function choice(field: Field, id: string, options: FormOptions): Control {
  const none = field.value !== null && field.required ? null : h("option", { value: "" }, field.required ? "Choose…" : "not said");
  const select = h(
    "select",
    { id, required: field.required, onchange: () => options.changed?.() },
    none,
    ...field.choices.map(({ value, label }) => h("option", { value, selected: value === field.value }, label)),
  );
  return {
    field,
    element: row(field, id, select),
    value: () => select.value || null,
    said: () => (select.value === "" ? null : (select.selectedOptions[0]?.textContent ?? null)),
  };
}

const TYPES = { number: "number", day: "date", text: "text" } as const;

function typed(field: Field, id: string, options: FormOptions): Control {
  const takes = field.takes as keyof typeof TYPES;
  const input = h("input", {
    id,
    type: TYPES[takes],
    required: field.required,
    value: field.value,
    min: takes === "number" ? 0 : null,
    step: takes === "number" ? 1 : null,
    maxlength: takes === "text" ? 500 : null,
    dir: takes === "text" ? "auto" : null,
    oninput: () => options.changed?.(),
  });
  const value = () => {
    if (input.value.trim() === "") return null;
    return takes === "number" ? input.valueAsNumber : input.value.trim();
  };
  return { field, element: row(field, id, input), value, said: () => input.value || null };
}

function words(field: Field, id: string, { picked, changed, first }: FormOptions): Control {
  let chosen: Picked | null = field.text === null && field.required ? (first ?? null) : null;
  const shown = h("q", { class: "words-now" });
  const show = () => {
    const text = chosen?.exact ?? field.text ?? "";
    shown.replaceChildren(...(text === "" ? [] : [bdi(text, 200)]));
  };
  const take = h("button", { type: "button", class: "plain", id }, "Take the words I have selected");
  // The selection in the text stays while the button is pressed.
  take.addEventListener("pointerdown", (event) => event.preventDefault());
  take.addEventListener("click", () => {
    const found = picked();
    if (found === null) announce("Select words in the text first.");
    else {
      chosen = found;
      announce(`Words taken: ${found.exact}`);
    }
    hint.hidden = found !== null;
    show();
    changed?.();
  });
  const hint = h("span", { class: "quiet", hidden: true }, "Select words in the text first.");
  show();
  const element = h("div", { class: "field" }, h("span", { class: "field-label" }, field.label), h("span", {}, shown, " ", take, " ", hint));
  const value = () => (chosen === null ? undefined : { start: chosen.start, end: chosen.end });
  return { field, element, value, said: () => chosen?.exact ?? field.text };
}

const row = (field: Field, id: string, input: HTMLElement): HTMLElement =>
  h("div", { class: "field" }, h("label", { for: id }, field.label), input);
