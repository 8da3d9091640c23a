// Copying: by the clipboard where the browser gives it to a page, and by a selection where it does not (plain http).

import { announce } from "./announce";
import { h } from "./dom";

/** A button that copies a text and says so. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const button: HTMLButtonElement = h("button", { type: "button", class: "copy", onclick: () => void press() }, label);
  const press = async (): Promise<void> => {
    const done = await copy(text(), button);
    const said = done ? "Copied" : "The browser does not let this page copy";
    button.textContent = said;
    announce(said);
    setTimeout(() => (button.textContent = label), 1600);
  };
  return button;
}

/** Copy a text; whether it worked. The focus goes back to where it was. */
export async function copy(text: string, focused: HTMLElement | null = null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = h("textarea", { class: "hidden", readonly: true, "aria-hidden": "true" });
    field.value = text;
    (focused?.closest("dialog") ?? document.body).append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return done;
  }
}
