import { pageOf, session, signIn } from "./api.js";
import { attempt, find } from "./page.js";

const form = find("#login");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(form.querySelector("button"), find("#problem"), async () => {
    const who = await signIn(form.elements.name.value, form.elements.password.value);
    location.replace(pageOf(who.role));
  }).then(() => form.elements.password.select());
});

session().then(
  (who) => who && location.replace(pageOf(who.role)),
  () => {}, // the form can be filled in meanwhile
);
