// The worker's page: one fragment on the screen, the next fetched ahead, answers sent behind the worker's back.

import { get, pause, session, Unreachable } from "./api.js";
import { answerForm, hasModifier } from "./answer-form.js";
import { onePage } from "./one-page.js";
import { outbox } from "./outbox.js";
import { element, enter, find } from "./page.js";
import { paper } from "./paper.js";
import { nameDevice, presence } from "./presence.js";
import { forget, giveBack, recall, remember, secondsLeft, takeTurn } from "./turns.js";

const COUNTDOWN_SECONDS = 30; // shown only when little time is left
const FRESH_SECONDS = 15; // a turn fetched ahead with less than this is given back unseen
const IDLE_WAITS_MS = [3000, 5000, 10000, 20000, 40000, 60000];

const place = { turn: find("#turn"), idle: find("#idle"), loading: find("#loading"), elsewhere: find("#elsewhere") };
const status = find("#status");
const picture = find("#picture");
const lying = paper(find("#paper"), picture, find("#sizes"));
let me = null;
let here = false; // whether this page keys, and not another of this browser
let current = null;
let next = []; // turns to show before others: found again after a reload, or put aside to go back
let ahead = null; // a promise of the turn after these
let fetched = null; // what it has brought
let today = 0;
let wake = () => {};

const there = presence(() => here);

const mail = outbox({
  onTrouble: (why) =>
    trouble(
      ...(why === "signed-out"
        ? ["You are signed out. ", element("a", { href: "/login", target: "_blank" }, "Sign in again in another tab"), ": your answer waits here and is sent then."]
        : ["The server cannot be reached. Your answer waits here and is sent as soon as it is back; leave this page open."])),
  onCalm: () => trouble(),
  onEnd: settled,
  onChange: () => {
    find("#back").hidden = mail.held() === null;
    find("#tally").textContent = `${(today + mail.waiting() + (mail.held() ? 1 : 0)).toLocaleString()} today`;
  },
});

const form = answerForm(find("#answer"), {
  verdicts: [
    { key: "B", label: "Blank", verdict: "blank" },
    { key: "I", label: "Illegible", verdict: "illegible" },
    { key: "W", label: "Wrong cut", verdict: "wrong-crop" },
    { key: "S", label: "Skip", verdict: "skip", reading: false, last: true },
  ],
  onReading: (reading) => move((turn) => mail.hold(turn, reading)),
  onVerdict: () => move(giveBack),
  onHint: (sentence) => tell(sentence),
  onRefused: () => ask(current.prompt),
});

function ask(sentence) {
  find("#asked").textContent = sentence;
}

function tell(sentence, bad = false) {
  status.textContent = sentence;
  status.classList.toggle("bad", bad);
}

/** What stands in the way, until it is over; nothing hides it. */
function trouble(...content) {
  find("#trouble").replaceChildren(...content);
  find("#trouble").hidden = content.length === 0;
}

function only(name) {
  for (const [each, node] of Object.entries(place)) node.hidden = each !== name;
}

function show(turn) {
  current = turn;
  ask(turn.proposed == null ? turn.prompt : "Is this what is written?");
  picture.src = turn.picture;
  only("turn");
  form.show(turn);
  if (turn.draft && turn.draft !== turn.proposed) form.set({ text: turn.draft });
  tick();
}

/** Ends the turn on the screen, and shows the next one without waiting for the server where one is ready. */
async function move(end) {
  const turn = current;
  if (!turn || turn.ended) return;
  turn.ended = true;
  tell("");
  form.disable(true);
  const ended = end(turn);
  const following = (await takeAhead()) ?? (await ended, (await takeAhead()) ?? (await take()));
  if (!here) return;
  if (!following) {
    idle();
    return;
  }
  show(following);
  await ended; // until then the server counts one turn more and would repeat one instead of giving another
  fetchAhead();
}

/** Puts the turn on the screen aside and shows the last answer again, to be changed. */
function back() {
  if (!current || current.ended) return;
  const last = mail.takeBack();
  if (!last) {
    tell("The last answer is sent and cannot be taken back.");
    return;
  }
  current.draft = form.draft();
  next.unshift(current);
  show({ ...last.turn, ended: false, draft: last.reading.text });
  tell("Your last one again. It is sent when you send it.");
}

async function takeAhead() {
  if (next.length > 0) return next.shift();
  const turn = await ahead;
  ahead = null;
  fetched = null;
  // One that waited so long that it is nearly over was never on the screen.
  if (turn && secondsLeft(turn) < FRESH_SECONDS) {
    await giveBack(turn);
    return null;
  }
  return turn;
}

const known = () => [current, mail.held()?.turn, ...next].filter(Boolean).map((turn) => turn.token);

function fetchAhead() {
  if (next.length > 0 || !here) return;
  ahead ??= takeTurn(known())
    .catch(() => null)
    .then((turn) => (fetched = turn));
}

/** The next turn, however long the network is away; null where nothing is left. */
async function take() {
  for (;;) {
    try {
      const turn = await takeTurn(known().filter((token) => token !== current?.token || current.ended));
      if (mail.waiting() === 0) trouble();
      return turn;
    } catch (problem) {
      trouble(problem instanceof Unreachable ? "The server cannot be reached. Trying again …" : problem.message);
      await pause(3000);
      if (problem.status === 401 || problem.status === 403) {
        if ((await session().catch(() => true)) === null && mail.waiting() === 0) location.replace("/login");
      }
    }
  }
}

function settled(turn, { outcome, reason }) {
  URL.revokeObjectURL(turn.picture);
  if (outcome === "kept") today += 1;
  else if (outcome === "over") tell("Your time for an earlier one was over and somebody else has answered it. Nothing is lost.");
  else tell(`An earlier answer was not taken: ${reason}`, true);
}

async function idle() {
  current = null;
  only("idle");
  await mail.flush();
  for (let attempt = 0; here; attempt += 1) {
    await Promise.race([
      pause(IDLE_WAITS_MS[Math.min(attempt, IDLE_WAITS_MS.length - 1)]),
      new Promise((resolve) => (wake = resolve)),
    ]);
    // Nobody is looking at a page in the background, so it takes no turn.
    if (document.hidden || !here) continue;
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

const unanswered = () => [current?.ended ? null : current, ...next, fetched].filter(Boolean);

async function start() {
  here = true;
  await there.here(); // before the turns that the page before this one held are looked for
  next = await recall(me.name).catch(() => []);
  const first = next.shift() ?? (await take());
  if (!first) {
    idle();
    return;
  }
  show(first);
  fetchAhead();
}

const page = onePage(() => {
  here = false;
  mail.flush();
  remember(me.name, unanswered());
  [current, next, ahead, fetched] = [null, [], null, null];
  only("elsewhere");
  wake();
});

find("#look").addEventListener("click", () => wake());
find("#back").addEventListener("click", back);
find("#here").addEventListener("click", () => page.takeOver().then(start));
document.addEventListener("visibilitychange", async () => {
  if (document.hidden) return;
  wake();
  if (me && !here && (await page.claim())) start();
});
document.addEventListener("keydown", (event) => {
  if (!current) return;
  if (hasModifier(event) && event.code === "KeyZ") {
    event.preventDefault();
    back();
  } else if (!lying.key(event)) {
    form.key(event);
  }
});
setInterval(tick, 1000);

addEventListener("beforeunload", (event) => {
  if (mail.waiting() > 0) event.preventDefault();
});
addEventListener("pagehide", () => {
  if (!here) return;
  mail.flush();
  remember(me.name, unanswered());
  there.left();
});
addEventListener("pageshow", (event) => event.persisted && location.reload());

let isFirst;
[me, isFirst] = await Promise.all([
  enter("worker", async () => {
    await Promise.race([mail.flush(), pause(3000)]);
    here = false;
    await Promise.all(unanswered().map(giveBack));
    forget();
  }),
  page.claim(),
]);
nameDevice();
get("/api/work/tally").then((tally) => {
  today += tally.today;
  find("#tally").textContent = `${today.toLocaleString()} today`;
}, () => {});
if (isFirst) start();
else only("elsewhere");
