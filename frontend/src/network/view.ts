// The network pane: one network, three layouts.

import type { Network } from "../api";
import { h } from "../dom";
import type { LayoutName, NetworkOptions, NetworkPane } from "../panes";
import type { Selection } from "../selection";

export function networkPane(_selection: Selection, options: NetworkOptions = {}): NetworkPane {
  const element = h("div", { class: "network-pane" });
  let layout: LayoutName = options.layout ?? "columns";
  return {
    element,
    get layout() {
      return layout;
    },
    show: (_network: Network) => Promise.resolve(),
    setLayout: (next) => {
      layout = next;
      return Promise.resolve();
    },
    focus: () => undefined,
    toSVG: () => null,
    toPNG: () => Promise.resolve(new Blob()),
    destroy: () => undefined,
  };
}
