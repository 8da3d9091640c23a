// Selecting words of the text by keyboard: word by word, sentence by sentence, and more of them with Shift.

import { bring } from "../dom";
import { announce } from "../announce";
import type { Pieces, Stretch } from "./pieces";

interface Word {
  start: number;
  end: number;
  /** Counts the sentences of the text. */
  sentence: number;
}

export interface Caret {
  /** Begin at the words that are selected, else at the first word in sight. */
  begin(): void;
}

export function caret(article: HTMLElement, pieces: Pieces, picked: () => Stretch | null): Caret {
  let words: readonly Word[] | null = null;
  let [anchor, focus] = [0, 0];

  function show(): void {
    const [first, last] = [word(Math.min(anchor, focus)), word(Math.max(anchor, focus))];
    const range = first && last && pieces.rangeOf([first.start, last.end]);
    if (!range) return;
    const chosen = document.getSelection();
    chosen?.removeAllRanges();
    chosen?.addRange(range);
    const end = pieces.within([word(focus)?.start ?? 0, word(focus)?.end ?? 0])[0];
    if (end !== undefined) bring(end.element, "nearest");
    announce(range.toString());
  }

  const word = (at: number): Word | undefined => words?.[at];

  /** The word that a key leads to. */
  function stepped(key: string, extend: boolean): number | null {
    const here = word(focus)?.sentence ?? 0;
    if (key === "ArrowRight") return focus + 1;
    if (key === "ArrowLeft") return focus - 1;
    const of = (sentence: number) => words?.findIndex((one) => one.sentence === sentence) ?? -1;
    if (key === "ArrowUp") return of(focus === of(here) ? here - 1 : here);
    if (key !== "ArrowDown") return null;
    const next = of(here + 1);
    // With Shift to the end of the sentence, so that the whole of it can be selected.
    const last = (next < 0 ? (words?.length ?? 0) : next) - 1;
    return extend && focus < last ? last : next;
  }

  article.addEventListener("keydown", (event) => {
    if (words === null || event.ctrlKey || event.metaKey || event.altKey || event.target !== article) return;
    const next = stepped(event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    if (word(next) === undefined) return;
    focus = next;
    if (!event.shiftKey) anchor = next;
    show();
  });

  return {
    begin() {
      words ??= wordsOf(article);
      const from = picked()?.[0] ?? firstInSight(pieces);
      anchor = Math.max(words.findIndex(({ end }) => end > from), 0);
      focus = anchor;
      article.tabIndex = -1;
      article.focus({ preventScroll: true });
      show();
    },
  };
}

/** The words of the text with their sentences, in code points. */
function wordsOf(article: HTMLElement): Word[] {
  const words: Word[] = [];
  let sentence = 0;
  for (const block of article.querySelectorAll<HTMLElement>("[data-end]")) {
    const text = block.textContent ?? "";
    let at = Number(block.dataset["end"]) - [...text].length;
    for (const { segment } of new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text)) {
      for (const part of new Intl.Segmenter(undefined, { granularity: "word" }).segment(segment)) {
        const end = at + [...part.segment].length;
        if (part.isWordLike) words.push({ start: at, end, sentence });
        at = end;
      }
      sentence += 1;
    }
  }
  return words;
}

function firstInSight(pieces: Pieces): number {
  const seen = pieces.all.find(({ element }) => {
    const { top, bottom } = element.getBoundingClientRect();
    const above = element.closest(".area")?.getBoundingClientRect().top ?? 0;
    return bottom > Math.max(above, 0) && top < innerHeight;
  });
  return seen?.start ?? 0;
}
