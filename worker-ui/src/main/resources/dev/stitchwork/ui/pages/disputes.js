// Disputes, one after the other: the fragment, what was keyed, and the operator's word.

import { get, pause, post, send } from "./api.js";
import { answerForm } from "./answer-form.js";
import { element, find } from "./page.js";
import { paper } from "./paper.js";

const WORDS = { blank: "blank", illegible: "illegible", "wrong-crop": "wrong cut" };
const LOOK_AGAIN_MS = 5000;

export function disputes() {
  const picture = find("#picture");
  const status = find("#status");
  const lying = paper(find("#paper"), picture, find("#sizes"));
  let current = null;
  let choices = [];
  let looking = false;

  const form = answerForm(find("#answer"), {
    send: "Decide",
    digitsChoose: false,
    verdicts: [
      { key: "B", label: "Blank", verdict: "blank" },
      { key: "I", label: "Illegible", verdict: "illegible" },
      { key: "W", label: "Wrong cut", verdict: "wrong-crop" },
    ],
    onReading: decide,
    onHint: () => {
      const chosen = choices.find((choice) => choice.button.getAttribute("aria-pressed") === "true");
      if (chosen) decide(chosen.reading);
      else status.textContent = "Choose a keying by its digit, or type your own.";
    },
  });

  async function decide(reading) {
    const dispute = current;
    if (!dispute || dispute.ended) return;
    dispute.ended = true;
    form.disable(true);
    try {
      await post(`/api/office/disputes/${dispute.token}`, reading);
      status.textContent = "";
      await next();
    } catch (problem) {
      if (problem.status === 404) {
        await next();
        status.textContent = "Somebody else has decided the last one.";
      } else {
        // What was decided stays on the screen, so that Enter can send it again.
        dispute.ended = false;
        form.disable(false);
        form.focus();
        status.textContent = `Not sent: ${problem.message}`;
      }
    }
  }

  function choose(choice) {
    for (const each of choices) each.button.setAttribute("aria-pressed", each === choice);
    form.set(choice.reading);
    choice.button.focus();
  }

  /** Equal keyings stand together, with how many people keyed them. */
  function list(keyings) {
    const counts = new Map();
    for (const keying of keyings) {
      const same = JSON.stringify([keying.verdict, keying.text]);
      counts.set(same, { reading: { verdict: keying.verdict, text: keying.text }, count: (counts.get(same)?.count || 0) + 1 });
    }
    choices = [...counts.values()].map(({ reading, count }, index) => {
      const button = element(
        "button",
        { type: "button", "aria-pressed": "false" },
        index < 9 ? element("kbd", { "aria-hidden": "true" }, `${index + 1}`) : null,
        reading.verdict === "value" ? element("span", {}, reading.text) : element("span", { class: "verdict" }, WORDS[reading.verdict]),
        count > 1 ? element("span", { class: "count" }, `${count} times`) : null,
      );
      const choice = { reading, button };
      button.addEventListener("click", () => choose(choice));
      return choice;
    });
    find("#keyings").replaceChildren(...choices.map((choice) => element("li", {}, choice.button)));
  }

  function onKey(event) {
    if (!current || find("#section-disputes").hidden || event.isComposing) return;
    if (lying.key(event)) return;
    const typing = event.target instanceof HTMLTextAreaElement;
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (!typing && plain && /^[1-9]$/.test(event.key) && choices[event.key - 1]) {
      event.preventDefault();
      choose(choices[event.key - 1]);
      return;
    }
    if (event.key === "Enter" && plain && event.target.closest?.(".keyings")) {
      // Enter on a keying decides for it: one key to choose, one to decide.
      event.preventDefault();
      decide(choices.find((choice) => choice.button === event.target).reading);
      return;
    }
    if (form.key(event)) return;
    const box = find("#answer textarea");
    if (!typing && plain && box && event.key.length === 1 && event.key !== " " && !event.target.closest("a, select, input")) {
      box.focus(); // the letter then arrives in the box
    }
  }
  document.addEventListener("keydown", onKey);

  async function next() {
    const dispute = await post("/api/office/disputes/next");
    count();
    if (!dispute) {
      current = null;
      find("#dispute").hidden = true;
      find("#none").hidden = false;
      return;
    }
    const blob = await (await send("GET", `/api/office/disputes/${dispute.token}/picture`)).blob();
    if (picture.src) URL.revokeObjectURL(picture.src);
    current = dispute;
    picture.src = URL.createObjectURL(blob);
    find("#asked").textContent = dispute.prompt;
    find("#none").hidden = true;
    find("#dispute").hidden = false;
    form.show(dispute);
    list(dispute.keyings);
    (choices[0]?.button || find("#paper")).focus();
  }

  async function count() {
    const { waiting } = await get("/api/office/disputes");
    find("#waiting").textContent = waiting > 0 ? `(${waiting.toLocaleString()})` : "";
    return waiting;
  }

  async function look() {
    for (;;) {
      try {
        const waiting = await count();
        if (!current && waiting > 0 && !document.hidden && !find("#section-disputes").hidden) await next();
      } catch (problem) {
        if (problem.status === 401) location.replace("/login");
      }
      await pause(LOOK_AGAIN_MS);
    }
  }

  async function show() {
    if (!current) await next().catch((problem) => (status.textContent = problem.message));
    if (!looking) {
      looking = true;
      look();
    }
  }

  return { show };
}
