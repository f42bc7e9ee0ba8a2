// A worker's turns: takes them from the server, gives them back, and finds them again after the page was left.

import { send, token as csrf } from "./api.js";

const KEPT_AS = "stitchwork-turns";

/**
 * The next turn with its picture, or null where nothing is left.
 * @param known tokens of turns that this page already holds; the server repeats one of them when all turns are taken
 */
export async function takeTurn(known = []) {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const reply = await send("POST", "/api/work/lease");
    if (reply.status === 204) return null;
    const lease = await timed(reply);
    if (known.includes(lease.token)) return null;
    const turn = await unlessOver(() => withPicture(lease));
    if (turn) return turn;
  }
  return null;
}

/** The turn of a reply, with when it ends by this page's clock: the server's against the server's, since this computer's may be wrong. */
async function timed(reply) {
  const now = Date.parse(reply.headers.get("Date")) || Date.now();
  const lease = await reply.json();
  return { ...lease, endsAt: performance.now() + Date.parse(lease.until) - now };
}

async function withPicture(turn) {
  const picture = await (await send("GET", `/api/work/leases/${turn.token}/picture`)).blob();
  return { ...turn, picture: URL.createObjectURL(picture) };
}

/** What was asked for of a turn; null where the turn ran out in between. */
async function unlessOver(asking) {
  try {
    return await asking();
  } catch (problem) {
    if (problem.status !== 410) throw problem;
    return null;
  }
}

/** Gives a turn back. */
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

/**
 * Writes down which turns this page holds, for the page that comes after it. They stay the worker's until their time is
 * over: what was seen counts as seen, so a turn given back at every reload would be a document lost to this worker. Nothing
 * but their random names is written; the server tells the rest again.
 */
export function remember(who, turns) {
  localStorage.setItem(KEPT_AS, JSON.stringify({ who, kept: turns.map((turn) => turn.token) }));
}

export const forget = () => localStorage.removeItem(KEPT_AS);

/** The turns that an earlier page of the same worker wrote down and that are still live. */
export async function recall(who) {
  const note = JSON.parse(localStorage.getItem(KEPT_AS) || "{}");
  forget();
  if (note.who !== who) return [];
  const again = (token) => unlessOver(async () => withPicture(await timed(await send("GET", `/api/work/leases/${token}`))));
  return (await Promise.all(note.kept.map(again))).filter(Boolean);
}
