// Tells the server while this page is open, and when it is left, so that what nobody is working on goes to somebody else.

import { send, token as csrf } from "./api.js";

const SAID_EVERY_MS = 10000;
const DEVICE_KEPT_AS = "stitchwork-device";

/** Names this browser to the server by random letters of its own, which say nothing of it but that it is the same one. */
export async function nameDevice() {
  let device = localStorage.getItem(DEVICE_KEPT_AS);
  if (!device) {
    device = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    localStorage.setItem(DEVICE_KEPT_AS, device);
  }
  await send("POST", "/api/work/device", { json: { device } }).catch(() => {}); // next time will do
}

/** @param isHere whether this page keys now */
export function presence(isHere) {
  const say = (method) =>
    fetch("/api/work/presence", { method, headers: { "X-CSRF-Token": csrf() }, credentials: "same-origin", keepalive: true })
      .catch(() => {}); // silence says the same, a little later
  const sayHere = () => isHere() && say("POST");
  setInterval(sayHere, SAID_EVERY_MS);
  return { here: sayHere, left: () => say("DELETE") };
}
