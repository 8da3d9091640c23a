// The state of a view lives in the query of its address: what is shown can be bookmarked, sent and gone back from.

export type State = Record<string, string | string[] | undefined>;

/** The state that the address holds. */
export function read(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/** Change parts of the state; an empty value takes a part away. `push` makes a step that Back undoes. */
export function write(changes: State, push = false): void {
  const query = read();
  for (const [name, value] of Object.entries(changes)) {
    query.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
  }
  const tail = query.toString();
  const next = `${location.pathname}${tail ? `?${tail}` : ""}`;
  if (next === location.pathname + location.search) return;
  if (push) history.pushState(null, "", next);
  else history.replaceState(null, "", next);
}

/** Call back when Back or Forward changed the address. */
export function onReturn(listener: (state: URLSearchParams) => void): void {
  addEventListener("popstate", () => {
    listener(read());
  });
}

/** The whole address of this view. */
export const permalink = (): string => location.href;
