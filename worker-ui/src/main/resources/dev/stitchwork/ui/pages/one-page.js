// One page of a browser keys at a time. Two would show the same person the same fragment, since a person's turns are
// few, and the second answer would be refused.

import { pause } from "./api.js";

const REPLY_MS = 200;

/** @param handOver puts down the work of this page, so that another takes it up */
export function onePage(handOver) {
  const channel = new BroadcastChannel("stitchwork-work");
  const me = Math.random();
  let state = "idle"; // "asking", "keying"
  let replied = () => {};

  channel.addEventListener("message", ({ data: { word, from } }) => {
    // Of two pages that ask at the same moment one has to win.
    if (word === "who-keys" && (state === "keying" || (state === "asking" && me < from))) channel.postMessage({ word: "i-key", from: me });
    if (word === "hand-over" && state === "keying") {
      state = "idle";
      handOver();
      channel.postMessage({ word: "handed-over", from: me });
    }
    if (word === "i-key" || word === "handed-over") replied();
  });

  async function ask(word) {
    const reply = new Promise((resolve) => (replied = () => resolve(true)));
    channel.postMessage({ word, from: me });
    return Promise.race([reply, pause(REPLY_MS).then(() => false)]);
  }

  return {
    /** @returns whether this page keys now: no other does */
    async claim() {
      if (state === "keying") return true;
      state = "asking";
      state = (await ask("who-keys")) ? "idle" : "keying";
      return state === "keying";
    },
    async takeOver() {
      await ask("hand-over");
      state = "keying";
    },
  };
}
