// The network pane of the pages, with its forces; WebGL or Canvas as the address says (?renderer=).

import "../../../server/static/style.css";

import { networkPane } from "../../../frontend/src/network/view";
import { Selection } from "../../../frontend/src/selection";
import type { Generated } from "./graph";

export async function draw(stage: HTMLElement, { network }: Generated): Promise<void> {
  const pane = networkPane(new Selection(), { layout: "force" });
  stage.append(pane.element);
  await pane.show(network);
}
