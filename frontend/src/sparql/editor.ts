// The editor, in a shadow root: there CodeMirror adopts its style sheets, where in the page it would write them,
// which the policy of the page forbids.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  LanguageSupport,
  syntaxHighlighting,
  syntaxTree,
} from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers, type ViewUpdate } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";
import type { Schema } from "../api";
import { h } from "../dom";
import { sources } from "./completion";
import { scope } from "./scope";

export interface Editor {
  readonly element: HTMLElement;
  text: string;
  focus(): void;
  /** Underline what the server could not read; null takes that away. */
  complain(place: { line: number; column: number; message: string } | null): void;
}

export interface EditorOptions {
  text: string;
  /** Asked for when somebody begins to type. */
  schema: () => Promise<Schema>;
  onRun: () => void;
  onChange: (text: string) => void;
}

/** The language also colours names with a prefix, which it leaves plain by itself. */
const NAMES = styleTags({ "Pname_ln Pname_ns A_predicate": tags.propertyName, IriRef: tags.url, Langtag: tags.annotation });
const LANGUAGE = new LanguageSupport(SparqlLanguage.configure({ props: [NAMES] }));

const HIGHLIGHTS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--event)" },
  { tag: tags.propertyName, color: "var(--organization)" },
  { tag: tags.url, color: "var(--place)" },
  { tag: tags.string, color: "var(--count)" },
  { tag: [tags.integer, tags.float, tags.bool], color: "var(--role)" },
  { tag: [tags.annotation, tags.typeName], color: "var(--quiet)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);

const THEME = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--card)", fontSize: ".87rem", maxHeight: "60vh" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { padding: ".6rem 0", caretColor: "var(--ink)" },
  ".cm-content, .cm-gutter": { minHeight: "11rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in oklab, var(--accent) 28%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--glow)", outline: "1px solid var(--quiet)" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--quiet)", border: "0" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--quiet)", borderRadius: "6px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14rem", maxWidth: "min(40rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .5rem", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--paper)" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal", fontFamily: "var(--sans)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionIcon": { display: "none" },
  ".cm-completionInfo": { font: ".85rem/1.4 var(--sans)", maxWidth: "20rem" },
  "@media (max-width: 40rem)": { ".cm-completionInfo": { display: "none" } }, // there is no room beside the list
  // No picture of a wave: that would be an address of data:, which the policy forbids.
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--event) 2px", textUnderlineOffset: ".2em" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--event)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--event)" },
});

export function editor({ text, schema, onRun, onChange }: EditorOptions): Editor {
  const element = h("div", { class: "editor" });
  const root = element.attachShadow({ mode: "open", delegatesFocus: true });
  const state = EditorState.create({
    doc: text,
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: ran(onRun) }, { key: "Ctrl-Enter", run: ran(onRun) }])),
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      LANGUAGE,
      syntaxHighlighting(HIGHLIGHTS),
      autocompletion({ override: sources(schema), activateOnTypingDelay: 150, maxRenderedOptions: 50 }),
      // Tab is not among the keys: it leaves the editor, as everywhere on a page.
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        "aria-label": "SPARQL query",
        "aria-description": "Control Enter runs the query, Control Space completes, Tab leaves the editor",
        tabindex: "0",
        spellcheck: "false",
        dir: "ltr",
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString());
        offerClasses(update);
      }),
      EditorView.domEventHandlers({ beforeinput: replaced }),
      THEME,
    ],
  });
  const view = new EditorView({ state, parent: root, root });
  return {
    element,
    get text() {
      return view.state.doc.toString();
    },
    set text(next) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next }, selection: { anchor: 0 } });
    },
    focus: () => {
      view.focus();
    },
    complain(place) {
      const found = place === null ? [] : [{ ...stretch(view.state, place), severity: "error" as const, message: place.message }];
      view.dispatch(setDiagnostics(view.state, found));
    },
  };
}

const ran = (onRun: () => void) => (): boolean => {
  onRun();
  return true;
};

/** Type over a selection ourselves: Chrome would write the style of what goes around what comes, against the policy. */
function replaced(event: InputEvent, view: EditorView): boolean {
  const { main } = view.state.selection;
  const typed = event.data;
  if (event.inputType !== "insertText" || typed === null || main.empty || event.isComposing) return false;
  const insert = () =>
    view.state.update(view.state.replaceSelection(typed), { userEvent: "input.type", scrollIntoView: true });
  const handlers = view.state.facet(EditorView.inputHandler);
  if (!handlers.some((handle) => handle(view, main.from, main.to, typed, insert))) view.dispatch(insert());
  event.preventDefault();
  return true;
}

/** After "a " nothing but a class can stand: offer them without being asked. */
function offerClasses({ view, state, transactions }: ViewUpdate): void {
  if (!transactions.some((change) => change.isUserEvent("input.type"))) return;
  const at = state.selection.main.head;
  const all = state.doc.toString();
  if (/\s$/.test(all.slice(0, at)) && scope(all.slice(0, at), all).place === "class" && / a\s$/.test(all.slice(0, at))) {
    setTimeout(() => startCompletion(view));
  }
}

/** What to underline: the engine knows the line, our own reading of the query more exactly where in it. */
function stretch(state: EditorState, { line, column }: { line: number; column: number }): { from: number; to: number } {
  const found = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  const points = Array.from(found.text);
  let at = found.from + points.slice(0, Math.max(column - 1, 0)).join("").length;
  let broken: number | null = null;
  syntaxTree(state).iterate({
    enter: (node) => {
      if (node.type.isError && broken === null) broken = node.from;
    },
  });
  at = Math.min(broken ?? at, state.doc.length);
  const here = state.doc.lineAt(at);
  const word = /^\s*\S+/.exec(here.text.slice(at - here.from));
  if (word !== null) return { from: at + word[0].length - word[0].trimStart().length, to: at + word[0].length };
  const last = /\S+\s*$/.exec(here.text); // the end of a line: what stands before it
  return last === null ? { from: here.from, to: here.to } : { from: here.from + last.index, to: here.from + here.text.trimEnd().length };
}
