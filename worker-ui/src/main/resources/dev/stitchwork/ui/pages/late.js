// Batches that will be late by their last forecast, above everything else on the operator's page.

import { get } from "./api.js";
import { element, find } from "./page.js";
import { lateness } from "./quote.js";

const REFRESH_MS = 60000;

function line({ id, outlook }) {
  return element("p", {}, "Batch ", element("code", {}, id), ` will probably be late: ${lateness(outlook)}`);
}

export function late() {
  const refresh = async () => {
    const all = await get("/api/office/late").catch(() => null);
    if (all === null) return; // the next minute tells
    find("#late").replaceChildren(...all.map(line));
    find("#late").hidden = all.length === 0;
  };
  refresh();
  setInterval(refresh, REFRESH_MS);
}
