// The page of a decision: a way to take it back.

import { announce } from "./announce";
import { Outbox } from "./deciding/outbox";
import { h, one } from "./dom";

const about = one("[data-decision]");
const problem = h("p", { class: "problem", role: "alert", hidden: true });
const button = h("button", { type: "button", onclick: () => void back(about.dataset["decision"] ?? "") }, "Take back");
about.after(problem, h("p", { class: "acts" }, button));

async function back(id: string): Promise<void> {
  button.disabled = true;
  const refused = await new Outbox().back(id);
  button.disabled = false;
  problem.hidden = refused === null;
  problem.textContent = refused === null ? "" : `Not taken back: ${refused}`;
  if (refused !== null) return;
  announce("Taken back.");
  about.replaceChildren(h("dt", {}, "What became of it"), h("dd", {}, "it was taken back, and is not in the graph any more"));
  button.remove();
}
