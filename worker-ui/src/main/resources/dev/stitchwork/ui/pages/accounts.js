// Accounts: who there is, inviting, closing.

import { get, post, send } from "./api.js";
import { attempt, copyButton, day, element, find } from "./page.js";

export function accounts(me) {
  const invite = find("#invite");
  const link = find("#invitation-link");
  const dialog = find("#close-dialog");
  let closing = null;

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
    find("#close-text").textContent =
      `${account.name} can no longer sign in, and its keys stop working. What it has answered stays. This cannot be undone.`;
    dialog.showModal();
  }

  function row(account) {
    const close = element("button", { class: "small", "aria-label": `Close the account ${account.name}` }, "Close");
    close.addEventListener("click", () => ask(account));
    return element(
      "tr",
      {},
      element("td", { class: "name" }, account.name, account.name === me.name ? element("span", { class: "soft" }, " (you)") : null),
      element("td", {}, account.role),
      element("td", {}, element("span", { class: `tag ${account.active ? "good" : ""}` }, account.active ? "active" : "not active")),
      element("td", { class: "nowrap" }, day(account.since)),
      element("td", {}, account.active && account.name !== me.name ? close : ""),
    );
  }

  async function show() {
    find("#accounts").replaceChildren(...(await get("/api/office/accounts")).map(row));
  }

  return { show };
}
