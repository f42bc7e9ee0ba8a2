// What a batch's delivery states of itself: shown when it is asked for, as it stands then.

import { get } from "./api.js";
import { element, find, plural, sayProblem } from "./page.js";

const percent = (share) => `${share.toFixed(share < 1 ? 2 : 1)}\u00a0%`;
const wrong = (part) => (part.wrongPercent ? `${percent(part.wrongPercent.estimate)} (${percent(part.wrongPercent.low)} to ${percent(part.wrongPercent.high)})` : "not measured");

export function certificate() {
  const box = find("#certificate");
  let id = null;

  box.addEventListener("toggle", () => box.open && draw());

  async function draw() {
    try {
      const told = await get(`/api/batches/${encodeURIComponent(id)}/certificate.json`);
      find("#certificate-says").textContent = says(told);
      find("#certificate-fields").replaceChildren(
        ...lines(told),
        ...(told.bySettler.machine ? [row("settled by machine alone", told.bySettler.machine)] : []),
        row("all of them", told.total));
      const list = find("#certificate-corrections");
      list.replaceChildren(...told.corrections.map((each) => element("li", {},
        `v${each.version}: ${each.file}, document ${each.document}, ${each.field}: `,
        element("del", {}, value(each.before)), " is now ", element("ins", {}, value(each.after)), ` (${each.reason})`)));
      list.hidden = told.corrections.length === 0;
    } catch (problem) {
      sayProblem(find("#batch-problem"), problem);
    }
  }

  function says(told) {
    const { total, version } = told;
    if (!total.wrongPercent) {
      return `Version ${version}: ${plural(total.values, "value")}. How many are wrong is not measured: settled values are asked about `
        + "again by chance in batches that name the percent that may be wrong, and none of those answers is in.";
    }
    return `Version ${version}: of ${plural(total.values, "value")}, ${percent(total.wrongPercent.estimate)} are estimated to be wrong; with 95 % certainty `
      + `between ${percent(total.wrongPercent.low)} and ${percent(total.wrongPercent.high)}. ${plural(total.askedAgain, "value")} were asked about once more by chance, `
      + `${total.foundWrong.toLocaleString()} of them found wrong and put right.`;
  }

  /** The fields; where there are several forms, form by form with the sum of each. */
  function lines(told) {
    const fields = (byField) => Object.entries(byField).map(([name, part]) => row(name, part));
    return told.byField ? fields(told.byField)
      : Object.entries(told.byForm).flatMap(([name, form]) => [...fields(form.byField), row(`all of ${name}`, form.total)]);
  }

  const value = (reading) => (reading.verdict === "value" ? reading.text : reading.verdict);

  function row(name, part) {
    const cells = [[part.values.toLocaleString(), "values"], [wrong(part), part.wrongPercent ? "wrong" : "how many are wrong"], [part.answersPerValue.toFixed(2), "answers each"],
      [part.adjudicated, "by an operator"], [part.disputed, "disputed"], [part.illegible, "illegible"], [part.blank, "blank"]];
    return element("tr", {}, element("th", { scope: "row" }, name),
      ...cells.map(([cell, unit]) => element("td", { class: "number", "data-unit": unit }, String(cell))));
  }

  return {
    of(batch) {
      id = batch;
      box.open = false;
      find("#certificate-file").href = `/api/batches/${batch}/certificate.json`;
    },
  };
}
