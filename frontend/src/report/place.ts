// The selection in the address: `?at=` what is selected, `edge=` which of its edges, `words=` the words that were followed.

import * as address from "../address";
import type { ReportData } from "../api";
import type { Selected, Selection } from "../selection";
import { NOTHING } from "../selection";
import type { Readings } from "./readings";

/** Keep the selection and the address in step, both ways; Back goes to what was selected before. */
export function keepInAddress(selection: Selection, data: ReportData, readings: Readings): void {
  const restore = () => {
    const old = oldLink(location.hash, data, readings);
    if (old !== null) {
      history.replaceState(null, "", location.pathname + location.search);
      address.write(written(old, data));
    }
    selection.set(old ?? read(data), restore);
  };
  selection.listen((now, by) => {
    if (by !== restore) address.write(written(now, data), true);
  });
  address.onReturn(restore);
  restore();
}

function written({ iri, edge, words }: Selected, data: ReportData): address.State {
  const prefix = `${data.report.iri}/`;
  const nth = edge === null ? 0 : edgesOf(iri, data).findIndex(({ key }) => key === edge) + 1;
  return {
    at: iri === null ? undefined : iri.startsWith(prefix) ? iri.slice(prefix.length) : iri,
    edge: nth > 0 ? String(nth) : undefined,
    words: words === null ? undefined : `${words.start},${words.end}`,
  };
}

function read(data: ReportData): Selected {
  const state = address.read();
  const at = state.get("at");
  const iri = !at ? null : at.includes("://") ? at : `${data.report.iri}/${at}`;
  return {
    iri,
    edge: edgesOf(iri, data)[Number(state.get("edge") ?? 0) - 1]?.key ?? null,
    words: stretch(state.get("words"), data),
  };
}

const edgesOf = (iri: string | null, data: ReportData) => data.network.edges.filter(({ fact }) => fact === iri);

function stretch(value: string | null | undefined, data: ReportData): Selected["words"] {
  const found = /^(\d{1,9}),(\d{1,9})$/.exec(value ?? "");
  const [start, end] = [Number(found?.[1]), Math.min(Number(found?.[2]), data.length)];
  return start < end ? { report: data.report.id, start, end } : null;
}

/** What `#char=4,12` and `#at=4` of the plain page select. */
function oldLink(hash: string, data: ReportData, readings: Readings): Selected | null {
  const chars = /^#char=(\d+,\d+)$/.exec(hash);
  if (chars !== null) return { ...NOTHING, words: stretch(chars[1], data) };
  const at = /^#at=(\d{1,9})$/.exec(hash);
  if (at === null) return null;
  const reading = readings.from([Number(at[1]), Number(at[1]) + 1])[0];
  return reading === undefined ? NOTHING : selectedBy(reading, data);
}

/** What a reading selects: its thing, and the words it was read from. */
export function selectedBy(reading: { thing: { iri: string }; start: number; end: number }, data: ReportData): Selected {
  const { start, end } = reading;
  return { iri: reading.thing.iri, edge: null, words: { report: data.report.id, start, end } };
}
