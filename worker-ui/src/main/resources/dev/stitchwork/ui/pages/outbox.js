// Answers on their way to the server. The last one is held for some seconds, in which its worker can take it back; then
// it is sent until the server says what became of it, under a key of its own, so that sending it again is harmless.
// Nothing is dropped without the worker being told.

import { pause, Refusal, send, session, Unreachable } from "./api.js";
import { secondsLeft } from "./turns.js";

const HOLD_MS = 8000;
const WAITS_MS = [500, 1000, 2000, 4000, 8000];

/**
 * @param onTrouble told "signed-out" or "unreachable" while an answer cannot be sent
 * @param onCalm told when one could be sent after all
 * @param onEnd told of a turn and its outcome, "kept", "over" or "refused" with the reason
 * @param onChange told when what is held or waiting has changed
 */
export function outbox({ onTrouble, onCalm, onEnd, onChange }) {
  let held = null;
  let sending = Promise.resolve();
  let waiting = 0;

  /** Holds an answer, and sends the one before. @returns settles when that one has ended */
  function hold(turn, reading) {
    const before = flush();
    const ms = Math.min(HOLD_MS, Math.max(0, secondsLeft(turn) - 2) * 1000);
    held = { turn, reading, key: newKey(), timer: setTimeout(flush, ms) };
    onChange();
    return before;
  }

  /** The held answer with its turn, which is then not sent; null where it is on its way already. */
  function takeBack() {
    const back = held;
    if (back) clearTimeout(back.timer);
    held = null;
    onChange();
    return back;
  }

  /** Sends what is held. @returns settles when everything sent has ended */
  function flush() {
    const out = takeBack();
    if (out) sending = Promise.all([sending, end(out)]);
    return sending;
  }

  async function end(out) {
    waiting += 1;
    onChange();
    const result = await deliver(out);
    waiting -= 1;
    onEnd(out.turn, result);
    onChange();
  }

  async function deliver({ turn, reading, key }) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        // Kept alive, because the page may be closing.
        await send("POST", `/api/work/leases/${turn.token}/answer`, { json: { key, ...reading }, keepalive: true });
        if (attempt > 0) onCalm();
        return { outcome: "kept" };
      } catch (problem) {
        if (problem instanceof Refusal && problem.status === 410) return { outcome: "over" };
        const isPassing =
          problem instanceof Unreachable ||
          (problem instanceof Refusal && (problem.status >= 500 || [401, 403, 408, 429].includes(problem.status)));
        if (!isPassing) return { outcome: "refused", reason: problem.message };
        onTrouble(problem.status === 401 ? "signed-out" : "unreachable");
        const wait = (problem.retryAfter || 0) * 1000 || WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)];
        await Promise.race([pause(wait), new Promise((resolve) => addEventListener("online", resolve, { once: true }))]);
        // Signing in again in another tab gives this one a new token.
        if (problem.status === 401 || problem.status === 403) await session().catch(() => {});
      }
    }
  }

  return { hold, takeBack, flush, held: () => held, waiting: () => waiting };
}

const newKey = () => (crypto.randomUUID ? crypto.randomUUID() : randomKey());

/** Pages without HTTPS on another host than this one have no randomUUID. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
