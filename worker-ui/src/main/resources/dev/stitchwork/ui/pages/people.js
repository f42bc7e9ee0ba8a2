// Which accounts are one person's: what is suspected, what is known, and saying so.

import { get, post } from "./api.js";
import { attempt, element, find } from "./page.js";

const REASONS = {
  device: () => "were used on one device",
  payout: () => "are paid to one account",
  answers: ({ shared }) => `gave the same answers, ${shared.toLocaleString()} same mistakes among them`,
};

export function people() {
  const form = find("#join");
  let workers = [];

  async function decide(one, other, same) {
    const { over } = await post("/api/office/people", { one, other, same });
    told(over, same);
    await show(workers);
  }

  /** What cannot be undone any more is said at once. */
  function told(over, same) {
    const place = find("#people-told");
    place.hidden = !same;
    place.className = `message ${over.length > 0 ? "warn" : ""}`;
    place.replaceChildren(
      over.length === 0
        ? "They count as one person from now on. Nothing was shown to that person over a bound."
        : element("span", {}, "They count as one person from now on. Already shown over a bound: ",
          over.map(({ batch, documents, fragmentsMost, conflicting }) => element("p", {}, "batch ", element("code", {}, batch), ": ",
            [documents > 0 ? `${documents.toLocaleString()} documents, up to ${fragmentsMost} fragments of one` : "",
              conflicting.length > 0 ? `${conflicting.join(" and ")}, which must not meet` : ""].filter(Boolean).join("; ")))));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(form.querySelector("button"), find("#people-problem"), () =>
      decide(Number(form.elements.one.value), Number(form.elements.other.value), true));
  });

  const payout = find("#payout");
  payout.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(payout.querySelector("button"), find("#people-problem"), async () => {
      const { over } = await post(`/api/office/accounts/${payout.elements.worker.value}/payout`, { account: payout.elements.account.value });
      payout.elements.account.value = "";
      told(over, over.length > 0);
      await show(workers);
    });
  });

  function suspect(each) {
    const button = (word, same) => {
      const made = element("button", { class: "small" }, word);
      made.addEventListener("click", () =>
        attempt(made, find("#people-problem"), () => decide(each.one, each.other, same)));
      return made;
    };
    return element("tr", {},
      element("td", { class: "name" }, `${each.oneName} and ${each.otherName}`),
      element("td", {}, REASONS[each.reason](each)),
      element("td", { class: "nowrap" }, button("One person", true), " ", button("Two people", false)));
  }

  async function show(accounts) {
    workers = accounts;
    const { suspects, joined } = await get("/api/office/people");
    const options = () => accounts
      .filter(({ role, state }) => role === "worker" && state !== "closed")
      .map(({ id, name }) => element("option", { value: String(id) }, name));
    for (const list of [form.elements.one, form.elements.other, payout.elements.worker]) list.replaceChildren(...options());
    find("#suspects").replaceChildren(...suspects.map(suspect));
    find("#suspects-table").hidden = suspects.length === 0;
    find("#joined").replaceChildren(...joined.map((names) => element("li", {}, names.join(", "))));
    find("#joined-row").hidden = joined.length === 0;
  }

  return { show };
}
