// The form of "Correct…": what is different, and why.

import { announce } from "../announce";
import type { FieldValue, Form } from "../api";
import { h } from "../dom";
import { Fields } from "./form";
import type { FormOptions } from "./form";

export interface CorrectOptions extends FormOptions {
  save: (values: Record<string, FieldValue>, why: string | undefined) => void;
  close: () => void;
}

export function correctForm(form: Form, { save, close, ...options }: CorrectOptions): HTMLFormElement {
  const fields = new Fields(form, options);
  const [why, whyInput] = whyField("correct-why");
  const element = h(
    "form",
    { class: "correct", "aria-label": `Correct this ${form.label}` },
    h("h3", {}, "What is different?"),
    fields.element,
    why,
    h("p", { class: "acts" }, h("button", {}, "Save"), h("button", { type: "button", class: "plain", onclick: close }, "Cancel")),
  );
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = fields.values();
    if (Object.keys(values).length === 0) announce("Nothing is different yet.");
    else save(values, whyInput.value.trim() || undefined);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  return element;
}

/** A field for the reason of a decision. */
export function whyField(id: string): [HTMLElement, HTMLInputElement] {
  const input = h("input", { id, maxlength: 500, dir: "auto", autocomplete: "off" });
  return [h("div", { class: "field" }, h("label", { for: id }, "Why (if you like)"), input), input];
}
