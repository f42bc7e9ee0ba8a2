// A worker's turns: takes them from the server, and gives back what is not answered.

import { send, token as csrf } from "./api.js";

/**
 * The next turn with its picture, or null where nothing is left.
 * @param known tokens of turns that this page already holds; the server repeats one of them when all turns are taken
 */
export async function takeTurn(known = []) {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const reply = await send("POST", "/api/work/lease");
    if (reply.status === 204) return null;
    // The server's clock against the server's clock: this computer's may be wrong.
    const now = Date.parse(reply.headers.get("Date")) || Date.now();
    const lease = await reply.json();
    if (known.includes(lease.token)) return null;
    try {
      const picture = await (await send("GET", `/api/work/leases/${lease.token}/picture`)).blob();
      return { ...lease, picture: URL.createObjectURL(picture), endsAt: performance.now() + Date.parse(lease.until) - now };
    } catch (problem) {
      if (problem.status !== 410) throw problem; // 410: it ran out in between; take another
    }
  }
  return null;
}

/** Gives a turn back, also while the page is closing. */
export function giveBack(turn) {
  URL.revokeObjectURL(turn.picture);
  return fetch(`/api/work/leases/${turn.token}`, {
    method: "DELETE",
    headers: { "X-CSRF-Token": csrf() },
    credentials: "same-origin",
    keepalive: true,
  }).catch(() => {}); // it runs out by itself
}

export const secondsLeft = (turn) => Math.floor((turn.endsAt - performance.now()) / 1000);
