// Answers on their way to the server. Each has a key of its own, so sending it again is harmless; it is sent until the
// server says what became of it, and nothing is dropped without the worker being told.

import { pause, post, Refusal, session, Unreachable } from "./api.js";

const WAITS_MS = [500, 1000, 2000, 4000, 8000];

export function outbox({ onTrouble, onCalm }) {
  let waiting = 0;

  /** @returns "kept", "over" or "refused" with the reason */
  async function deliver(token, reading) {
    const key = crypto.randomUUID ? crypto.randomUUID() : randomKey();
    waiting += 1;
    try {
      for (let attempt = 0; ; attempt += 1) {
        try {
          await post(`/api/work/leases/${token}/answer`, { key, ...reading });
          if (attempt > 0) onCalm();
          return { outcome: "kept" };
        } catch (problem) {
          if (problem instanceof Refusal && problem.status === 410) return { outcome: "over" };
          const isPassing =
            problem instanceof Unreachable ||
            (problem instanceof Refusal && (problem.status >= 500 || [401, 403, 408, 429].includes(problem.status)));
          if (!isPassing) return { outcome: "refused", reason: problem.message };
          onTrouble(problem.status === 401 ? "signed-out" : "unreachable");
          await pause((problem.retryAfter || 0) * 1000 || WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)]);
          // Signing in again in another tab gives this one a new token.
          if (problem.status === 401 || problem.status === 403) await session().catch(() => {});
        }
      }
    } finally {
      waiting -= 1;
    }
  }

  return { deliver, waiting: () => waiting };
}

/** Pages without HTTPS on another host than this one have no randomUUID. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
