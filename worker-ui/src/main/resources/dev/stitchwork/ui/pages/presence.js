// Tells the server while this page is open, and when it is left, so that what nobody is working on goes to somebody else.

import { token as csrf } from "./api.js";

const SAID_EVERY_MS = 10000;

/** @param isHere whether this page keys now */
export function presence(isHere) {
  const say = (method) =>
    fetch("/api/work/presence", { method, headers: { "X-CSRF-Token": csrf() }, credentials: "same-origin", keepalive: true })
      .catch(() => {}); // silence says the same, a little later
  const sayHere = () => isHere() && say("POST");
  setInterval(sayHere, SAID_EVERY_MS);
  return { here: sayHere, left: () => say("DELETE") };
}
