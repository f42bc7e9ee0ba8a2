import { accept, pageOf } from "./api.js";
import { attempt, find, say } from "./page.js";

const form = find("#accept");
const invitation = location.hash.slice(1);

if (!invitation) {
  say(find("#problem"), "Expected an invitation in the link but there is none: open the whole link you were sent.", "bad");
  form.querySelector("button").disabled = true;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(form.querySelector("button"), find("#problem"), async () => {
    if (form.elements.password.value !== form.elements.again.value) {
      form.elements.again.select();
      throw new Error("The two passwords differ: type the same one twice.");
    }
    const who = await accept(invitation, form.elements.password.value);
    location.replace(pageOf(who.role));
  });
});
