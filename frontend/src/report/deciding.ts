// Deciding on the screen of a report: right or wrong, correct, and what the reader missed. What is saved changes the
// text's marks, the facts and the network, so the page is loaded again with what was selected.

import * as address from "../address";
import { announce } from "../announce";
import { forms } from "../api";
import type { ReportData, ThingSummary } from "../api";
import { correctForm } from "../deciding/correct";
import { Latest } from "../deciding/latest";
import { Outbox } from "../deciding/outbox";
import type { Act } from "../deciding/outbox";
import type { Picked } from "../deciding/form";
import { reload, tellSaved } from "../deciding/saved";
import { signLine, whoDecides } from "../deciding/signin";
import { h } from "../dom";
import { missedForm } from "./missed";

export interface Deciding {
  /** Above the card: the form that is open, and what was decided about this report. */
  readonly element: HTMLElement;
  /** The buttons of a card. */
  acts(thing: ThingSummary): HTMLElement | null;
  correct(thing: ThingSummary): Promise<void>;
  missed(words: Picked): Promise<void>;
  back(decision: string): void;
}

export interface DecidingOptions {
  picked: () => Picked | null;
  /** What exactly these words name by now. */
  named: (words: Picked) => string | null;
  /** A form was opened: bring it into sight. */
  opened: () => void;
}

export function deciding({ report }: ReportData, { picked, named, opened }: DecidingOptions): Deciding {
  const outbox = new Outbox();
  const latest = new Latest(outbox, { report: report.id, onBack: () => reload({ said: "Taken back.", decision: null }) });
  const panel = h("div", {});
  const summary = h("summary", {});
  const log = h("details", { class: "log" }, summary, signLine(), latest.element);
  const element = h("div", { class: "deciding" }, panel, log);
  const close = () => panel.replaceChildren();

  const count = () => {
    const { made, unplaced } = latest.counts;
    const gone = unplaced > 0 ? `, ${unplaced} could not be placed` : "";
    summary.textContent = outbox.waiting.length > 0 ? "A decision is not saved yet" : `Decided by people: ${made}${gone}`;
    if (outbox.waiting.some(({ problem }) => problem !== null)) log.open = true;
  };
  outbox.listen(count);
  void latest.load().then(count);
  tellSaved((decision) => void latest.backById(decision));

  async function save(act: Act, label: string): Promise<void> {
    if ((await whoDecides()) === null) return;
    close();
    announce(`${label} is being saved.`);
    const done = await outbox.send(act, label);
    if (done === null) return;
    // What was added or changed is selected then.
    const prefix = `${report.iri}/`;
    if (done.iri?.startsWith(prefix)) address.write({ at: done.iri.slice(prefix.length), edge: undefined, words: undefined });
    reload({ said: `Saved: ${label}`, decision: done.id });
  }

  /** Show a form in the panel, once it is there. */
  async function open(made: Promise<HTMLElement>): Promise<void> {
    const form = await made.catch((problem: Error) => h("p", { class: "problem", role: "alert" }, problem.message));
    panel.replaceChildren(form);
    opened();
    form.querySelector<HTMLElement>("select, input, button")?.focus();
  }

  async function correcting(thing: ThingSummary): Promise<HTMLElement> {
    const [form] = (await forms({ about: thing.iri })).forms;
    if (form === undefined) throw new Error("Of this nothing can be corrected; it can only be right or wrong.");
    return correctForm(form, {
      picked,
      close,
      save: (values, why) => {
        const act = { operation: "change", about: thing.iri, values } as const;
        void save(why === undefined ? act : { ...act, why }, `Corrected: ${thing.label}`);
      },
    });
  }

  return {
    element,
    acts(thing) {
      if (!thing.iri.startsWith(`${report.iri}/`)) return null;
      const judge = (operation: "accept" | "reject", said: string) => () =>
        void save({ operation, about: thing.iri }, `${said}: ${thing.label}`);
      return h(
        "p",
        { class: "acts judging", role: "group", "aria-label": "Is this right?" },
        plain("Right", judge("accept", "Right")),
        plain("Wrong", judge("reject", "Wrong")),
        plain("Correct…", () => void open(correcting(thing))),
      );
    },
    correct: (thing) => open(correcting(thing)),
    missed: (words) =>
      open(missedForm({ report: report.id, words, named: named(words), picked, close, save: (act, label) => void save(act, label) })),
    back: (decision) => void latest.backById(decision),
  };
}

const plain = (label: string, run: () => void): HTMLElement => h("button", { type: "button", class: "plain", onclick: run }, label);
