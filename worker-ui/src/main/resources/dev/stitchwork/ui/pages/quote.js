// What the planner says stands in a batch's way, with the ways out; loosening a bound is the client's to choose.

import { element, moment } from "./page.js";

/** What a bound is called where a batch is opened. */
export const ASKED_AS = {
  fragments: "fragmentsPerWorkerMax",
  coalition: "coalition",
  pool: "poolMin",
};

/** Why a batch is called late. */
export const lateness = ({ deadline, p90 }) => `it is wanted by ${moment(deadline)}, and `
  + (p90 ? `nine in ten futures finish by ${moment(p90)}.` : "fewer than nine in ten futures finish at all.");

/**
 * @param quote as the server gave it
 * @param choose given the relaxations of a way out that was chosen
 */
export function shortfalls(quote, choose) {
  return quote.shortfalls.map(({ sentence, remedies }) =>
    element("div", {}, element("p", {}, sentence), element("ul", {}, remedies.map((remedy) => way(remedy, choose)))));
}

function way({ sentence, worstCase, relaxations }, choose) {
  if (relaxations.length === 0) return element("li", {}, sentence);
  const button = element("button", { class: "small", type: "button" }, "Choose this");
  button.addEventListener("click", () => choose(relaxations, worstCase));
  return element("li", {}, `${sentence} At worst: ${worstCase} `, button);
}
