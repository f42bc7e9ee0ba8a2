// Values that the client takes to be wrong: saying so, and what came of it.

import { get, send } from "./api.js";
import { attempt, element, find, plural, sayProblem } from "./page.js";

const STATES = { waits: ["waits for an operator", "live"], stands: ["right as it was", ""], "put-right": ["put right", "good"] };

export function objections() {
  const box = find("#objections");
  const form = find("#objection-form");
  let id = null;

  box.addEventListener("toggle", () => box.open && open());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(form.querySelector("button"), find("#objection-problem"), async () => {
      const { file, number, field, piece, says } = form.elements;
      await send("POST", `/api/batches/${encodeURIComponent(id)}/objections`, {
        json: {
          file: file.value, document: Number(number.value), field: field.value,
          ...(piece.value ? { part: Number(piece.value) } : {}), ...(says.value.trim() ? { says: says.value } : {}),
        },
      });
      for (const each of [number, piece, says]) each.value = "";
      number.focus();
      await draw();
    });
  });

  async function open() {
    try {
      const [progress, certificate] = await Promise.all(
        ["", "/certificate.json"].map((path) => get(`/api/batches/${encodeURIComponent(id)}${path}`)));
      fill(form.elements.file, [...new Set(progress.files.map(({ name }) => name))]);
      fill(form.elements.field, certificate.byField ? Object.keys(certificate.byField)
        : [...new Set(Object.values(certificate.byForm).flatMap((form) => Object.keys(form.byField)))]);
      await draw();
    } catch (problem) {
      sayProblem(find("#objection-problem"), problem);
    }
  }

  function fill(list, values) {
    const chosen = list.value;
    list.replaceChildren(...values.map((value) => element("option", {}, value)));
    if (values.includes(chosen)) list.value = chosen;
  }

  async function draw() {
    const all = await get(`/api/batches/${encodeURIComponent(id)}/objections`);
    const waiting = all.filter(({ state }) => state === "waits").length;
    find("#objections-say").textContent = all.length === 0 ? ""
      : `${plural(all.length, "objection")}, ${waiting.toLocaleString()} of them waiting. What is put right is in the next download.`;
    find("#objections-table").hidden = all.length === 0;
    find("#objections-list").replaceChildren(...all.map(row));
  }

  const value = (reading) => (reading.verdict === "value" ? reading.text : reading.verdict);

  function row(each) {
    const [word, tone] = STATES[each.state];
    return element("tr", {},
      element("td", { class: "name" }, `${each.file}, document ${each.document}`),
      element("td", {}, each.part > 1 ? `${each.field}, piece ${each.part}` : each.field),
      element("td", {}, each.state === "put-right"
        ? [element("del", {}, value(each.before)), " is now ", element("ins", {}, value(each.now))]
        : value(each.before)),
      element("td", {}, element("span", { class: `tag ${tone}` }, word)));
  }

  return {
    of(batch) {
      id = batch;
      box.open = false;
      find("#objection-problem").hidden = true;
    },
  };
}
