// Who decides: a name, and the token that lets one write. Asked for when they are first needed; kept in this tab alone.

import "./deciding.css";
import { h } from "../dom";

export interface Signed {
  by: string;
  token: string;
}

const KEY = "decides";

/** Who has signed in, in this tab. */
export function signed(): Signed | null {
  try {
    const { by, token } = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Signed;
    return by && token ? { by, token } : null;
  } catch {
    return null;
  }
}

/** Forget who has signed in. */
export function signOut(): void {
  sessionStorage.removeItem(KEY);
  tell();
}

/** Who decides: as known, or as given now; null if the question was closed without an answer. */
export async function whoDecides(): Promise<Signed | null> {
  return signed() ?? ask();
}

let asking: Promise<Signed | null> | null = null;

/** Ask for the name and the token, and say what was wrong with those before. Two who ask at once get one dialog. */
export function ask(problem?: string): Promise<Signed | null> {
  asking ??= dialog(problem).finally(() => {
    asking = null;
  });
  return asking;
}

function dialog(problem?: string): Promise<Signed | null> {
  const known = signed();
  const name = h("input", { id: "decides-by", required: true, maxlength: 100, autocomplete: "name", value: known?.by, dir: "auto" });
  const token = h("input", { id: "decides-token", type: "password", required: true, autocomplete: "off" });
  const cancel = h("button", { type: "button", class: "plain" }, "Cancel");
  const form = h(
    "form",
    { method: "dialog" },
    h("h2", { id: "decides-title" }, "Sign in to decide"),
    problem === undefined ? null : h("p", { class: "problem", role: "alert" }, problem),
    h("label", { for: "decides-by" }, "Your name"),
    name,
    h("p", { class: "quiet" }, "It is kept with every decision, and everybody can see it."),
    h("label", { for: "decides-token" }, "Write token"),
    token,
    h("p", { class: "quiet" }, "Whoever runs this server has it. It stays in this tab and is forgotten when you close it."),
    h("p", { class: "acts" }, h("button", { value: "signed" }, "Sign in"), cancel),
  );
  const box = h("dialog", { class: "decides", "aria-labelledby": "decides-title" }, form);
  cancel.addEventListener("click", () => box.close());
  form.addEventListener("submit", () => {
    sessionStorage.setItem(KEY, JSON.stringify({ by: name.value.trim(), token: token.value.trim() }));
  });
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      const given = box.returnValue === "signed" ? signed() : null;
      box.remove();
      tell();
      resolve(given);
    });
    document.body.append(box);
    box.showModal();
    (known === null ? name : token).focus();
  });
}

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Who has signed in, as a line that changes with it: a way in, or a way out. */
export function signLine(): HTMLElement {
  const line = h("p", { class: "sign-line" });
  const show = () => {
    const who = signed();
    const [said, act] =
      who === null
        ? ["Everybody can read. ", h("button", { type: "button", class: "plain", onclick: () => void ask() }, "Sign in to decide")]
        : [h("span", {}, "You decide as ", h("bdi", {}, who.by), ". "), h("button", { type: "button", class: "plain", onclick: signOut }, "Sign out")];
    line.replaceChildren(said, act);
  };
  listeners.add(show);
  show();
  return line;
}

/** Call back whenever somebody signs in or out. */
export function onSigned(listener: () => void): void {
  listeners.add(listener);
}
