// The keys of the network pane, for the help sheet of the page: the pane itself hears them.

import type { Key } from "../keys";

export const NETWORK_KEYS: readonly Key[] = [
  { key: "↑ ↓", does: "in the columns: the node above or below; Home and End: the first and the last" },
  { key: "← →", does: "in the columns: along an edge; with forces all four arrows lead to what is linked that way" },
  { key: "e", does: "the next edge of the node (Shift: the one before); Enter selects it, Escape leads back" },
  { key: "+ − 0", does: "in the network: larger, smaller, all of it" },
];
