// Accounts: who there is, inviting, closing.

import { get, post, send } from "./api.js";
import { people } from "./people.js";
import { attempt, copyButton, day, element, find } from "./page.js";

/** What each state is called, with the tone of its tag. */
const STATES = { invited: ["invited", "live"], active: ["active", "good"], closed: ["closed", ""] };

/** What somebody's work looks like. */
const ODD = {
  random: "keys what has little to do with the picture, and so weighs little",
  hasty: "keys faster than anybody reads",
  copying: "keys what others key, and counts as one voice with them",
};

export function accounts(me) {
  const invite = find("#invite");
  const link = find("#invitation-link");
  const dialog = find("#close-dialog");
  let closing = null;
  const persons = people();

  find("#invitation .copy").append(copyButton(() => link.value));

  invite.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(invite.querySelector("button"), find("#invite-problem"), async () => {
      const name = invite.elements.name.value.trim();
      find("#invitation").hidden = true;
      const made = await post("/api/office/invitations", { name, role: invite.elements.role.value });
      find("#invitation-text").textContent = `Send this link to ${name}. It works once, for seven days, and is not shown again.`;
      link.value = new URL(made.link, location.origin).href;
      find("#invitation").hidden = false;
      link.select();
      invite.elements.name.value = "";
      await show();
    });
  });

  find("#close-yes").addEventListener("click", () =>
    attempt(find("#close-yes"), find("#close-problem"), async () => {
      await send("DELETE", `/api/office/accounts/${closing.id}`);
      dialog.close();
      await show();
    }));

  function ask(account) {
    closing = account;
    find("#close-problem").hidden = true;
    const invited = account.state === "invited";
    find("#close-title").textContent = invited ? "Withdraw this invitation?" : "Close this account?";
    find("#close-yes").textContent = invited ? "Withdraw it" : "Close the account";
    find("#close-text").textContent = invited
      ? `The link sent to ${account.name} stops working, and the name is free again.`
      : `${account.name} can no longer sign in, and its keys stop working. What it has answered stays. This cannot be undone.`;
    dialog.showModal();
  }

  function row(account) {
    const [word, tone] = STATES[account.state];
    const verb = account.state === "invited" ? "Withdraw" : "Close";
    const close = element("button", { class: "small quiet", "aria-label": `${verb} ${account.name}` }, verb);
    close.addEventListener("click", () => ask(account));
    return element(
      "tr",
      {},
      element("td", { class: "name" }, account.name, account.name === me.name ? element("span", { class: "soft" }, " (you)") : null),
      element("td", {}, account.role),
      element("td", {}, element("span", { class: `tag ${tone}` }, word)),
      element("td", { class: "nowrap" }, day(account.since)),
      element("td", {}, account.state !== "closed" && account.name !== me.name ? close : ""),
    );
  }

  find("#look").addEventListener("click", (event) =>
    attempt(event.currentTarget, find("#odd-problem"), async () => drawOdd(await post("/api/office/odd-work"))));

  function drawOdd(found) {
    find("#odd").replaceChildren(
      ...found.map((odd) => element("li", {}, element("b", {}, odd.name), ` ${ODD[odd.kind]}: ${odd.evidence}.`)));
    find("#odd").hidden = found.length === 0;
    find("#odd-none").hidden = found.length > 0;
  }

  function drawGold(scores) {
    find("#gold").replaceChildren(...scores.map(({ name, served, wrong }) => element("tr", {},
      element("td", { class: "name" }, name),
      element("td", { class: "number", "data-unit": "served" }, served.toLocaleString()),
      element("td", { class: "number", "data-unit": "wrong" }, wrong.toLocaleString()),
      element("td", { class: "number" }, `${Math.round((100 * wrong) / served)}\u00a0%`))));
    find("#gold-card").hidden = scores.length === 0;
  }

  function drawChecks({ crowd, costs, scores }) {
    const share = (chance) => `${Math.round(100 * chance)}\u00a0%`;
    const times = Object.entries(costs).map(([kind, cost]) => `${kind}: ${cost.check.toFixed(1)} s to say yes, ${cost.typing.toFixed(1)} s to type`);
    find("#checks-says").textContent = "In batches that allow it, people are shown what a machine reads and say yes or no. One value in ten is made wrong "
      + `on purpose; nobody can tell which. Of a usual worker it is expected that ${share(crowd.waved)} of wrong values are waved through and `
      + `${share(crowd.falseNo)} of right ones refused. ${times.length > 0 ? `${times.join("; ")}.` : "How long it takes is not known yet."}`;
    find("#checks-scores").replaceChildren(...scores.map(({ name, counts }) => element("tr", {},
      element("td", { class: "name" }, name),
      ...["planted", "waved", "right", "refused"].map((word) => element("td", { class: "number", "data-unit": word }, counts[word].toLocaleString())))));
    find("#checks-card").hidden = scores.length === 0;
  }

  async function show() {
    const all = await get("/api/office/accounts");
    find("#accounts").replaceChildren(...all.map(row));
    await persons.show(all);
    drawOdd(await get("/api/office/odd-work"));
    drawGold(await get("/api/office/gold"));
    drawChecks(await get("/api/office/checks"));
  }

  return { show };
}
