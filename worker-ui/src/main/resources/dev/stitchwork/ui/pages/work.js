// The worker's page: one fragment on the screen, the next fetched ahead, answers sent behind the worker's back.

import { get, pause, session, Unreachable } from "./api.js";
import { answerForm, fitPicture } from "./answer-form.js";
import { outbox } from "./outbox.js";
import { enter, find } from "./page.js";
import { giveBack, secondsLeft, takeTurn } from "./turns.js";

const COUNTDOWN_SECONDS = 30; // shown only when little time is left
const FRESH_SECONDS = 15; // a turn fetched ahead with less than this is given back unseen
const IDLE_WAITS_MS = [3000, 5000, 10000, 20000, 40000, 60000];

const place = { turn: find("#turn"), idle: find("#idle"), loading: find("#loading") };
const status = find("#status");
const picture = find("#picture");
const paper = find("#paper");
let current = null;
let ahead = null; // a promise of the next turn
let today = 0;
let wake = () => {};

const mail = outbox({
  onTrouble: (why) =>
    tell(
      why === "signed-out"
        ? "You are signed out. Sign in again in another tab: your last answer waits here and is sent then."
        : "The server cannot be reached. Your last answer waits here and is sent as soon as it is back.",
      true,
    ),
  onCalm: () => tell("Sent."),
});

const form = answerForm(find("#answer"), {
  verdicts: [
    { key: "B", label: "Blank", verdict: "blank" },
    { key: "I", label: "Illegible", verdict: "illegible" },
    { key: "W", label: "Wrong cut", verdict: "wrong-crop" },
    { key: "S", label: "Skip", verdict: "skip", reading: false, last: true },
  ],
  onReading: (reading) => move((turn) => mail.deliver(turn.token, reading).then((result) => settled(turn, result))),
  onVerdict: () => move((turn) => giveBack(turn)),
  onHint: (sentence) => tell(sentence),
});

function tell(sentence, bad = false) {
  status.textContent = sentence;
  status.classList.toggle("bad", bad);
}

function only(name) {
  for (const [each, node] of Object.entries(place)) node.hidden = each !== name;
}

function show(turn) {
  if (current) URL.revokeObjectURL(current.picture);
  current = turn;
  find("#asked").textContent = turn.prompt;
  picture.src = turn.picture;
  only("turn");
  form.show(turn);
  tick();
}

picture.addEventListener("load", () => fitPicture(picture, paper));
addEventListener("resize", () => current && fitPicture(picture, paper));

/** Ends the turn on the screen by the given work, and shows the next one without waiting for it where one is ready. */
async function move(work) {
  const turn = current;
  if (!turn || turn.ended) return;
  turn.ended = true;
  tell("");
  form.disable(true);
  const ended = work(turn);
  const next = (await takeAhead()) ?? (await ended, (await takeAhead()) ?? (await take()));
  if (!next) {
    idle();
    return;
  }
  show(next);
  await ended; // until then the server counts the old turn and would repeat one instead of giving another
  fetchAhead();
}

async function takeAhead() {
  const turn = await ahead;
  ahead = null;
  return turn && fresh(turn);
}

/** A turn that waited so long that it is nearly over is given back; it was never on the screen. */
async function fresh(turn) {
  if (turn && secondsLeft(turn) < FRESH_SECONDS) {
    await giveBack(turn);
    return null;
  }
  return turn;
}

function fetchAhead() {
  ahead ??= takeTurn([current.token]).catch(() => null);
}

/** The next turn, however long the network is away; null where nothing is left. */
async function take() {
  for (;;) {
    try {
      return await takeTurn();
    } catch (problem) {
      tell(problem instanceof Unreachable ? "The server cannot be reached. Trying again …" : problem.message, true);
      await pause(3000);
      if (problem.status === 401 || problem.status === 403) {
        if ((await session().catch(() => true)) === null && mail.waiting() === 0) location.replace("/login");
      }
    }
  }
}

function settled(turn, { outcome, reason }) {
  if (outcome === "kept") {
    today += 1;
    showTally();
  } else if (outcome === "over") {
    tell("Your time for the last one was over and somebody else has answered it. Nothing is lost.");
  } else {
    tell(`The last answer was not taken: ${reason}`, true);
  }
}

async function idle() {
  current = null;
  only("idle");
  for (let attempt = 0; ; attempt += 1) {
    await Promise.race([
      pause(IDLE_WAITS_MS[Math.min(attempt, IDLE_WAITS_MS.length - 1)]),
      new Promise((resolve) => (wake = resolve)),
    ]);
    // Nobody is looking at a page in the background, so it takes no turn.
    if (document.hidden) continue;
    const turn = await take();
    if (turn) {
      show(turn);
      fetchAhead();
      return;
    }
  }
}

function tick() {
  if (!current || place.turn.hidden) return;
  const left = secondsLeft(current);
  const countdown = find("#countdown");
  if (left > COUNTDOWN_SECONDS) countdown.textContent = "";
  else if (left > 0) countdown.textContent = `${left} s left`;
  else countdown.textContent = "Time is over; an answer may still count";
}

function showTally() {
  find("#tally").textContent = `${today.toLocaleString()} today`;
}

find("#look").addEventListener("click", () => wake());
document.addEventListener("visibilitychange", () => !document.hidden && wake());
document.addEventListener("keydown", (event) => current && form.key(event));
setInterval(tick, 1000);

addEventListener("beforeunload", (event) => {
  if (mail.waiting() > 0) event.preventDefault();
});
addEventListener("pagehide", () => {
  if (current && !current.ended) giveBack(current);
  ahead?.then((turn) => turn && giveBack(turn));
});
addEventListener("pageshow", (event) => event.persisted && location.reload());

await enter("worker");
get("/api/work/tally").then((tally) => {
  today += tally.today;
  showTally();
}, () => {});
const first = await take();
if (first) {
  show(first);
  fetchAhead();
} else {
  idle();
}
