// The client's page: batches, one batch, templates, API key.

import { post } from "./api.js";
import { batch } from "./batch.js";
import { batches } from "./batches.js";
import { attempt, copyButton, enter, find, sections } from "./page.js";
import { templates } from "./templates.js";

function keys() {
  const value = find("#key-value");
  find("#key .copy").append(copyButton(() => value.value));
  find("#make-key").addEventListener("click", () =>
    attempt(find("#make-key"), find("#key-problem"), async () => {
      value.value = (await post("/api/keys")).key;
      find("#key").hidden = false;
      value.select();
    }));
  return { show: () => {}, hide: () => {} };
}

await enter("client");
const shown = { batches: batches(), batch: batch(), templates: templates(), keys: keys() };
let open = null;
sections("batches", (name, rest) => {
  open?.hide();
  open = shown[name];
  open.show(...rest);
});
