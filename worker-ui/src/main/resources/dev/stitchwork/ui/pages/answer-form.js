// The answer to one fragment: a box to type in, or numbered marks to choose, and the answers that are no text.
// The worker's page and the operator's page use it alike. Where something is proposed, it is asked whether that is what is
// written: yes hands in the same text, no opens the box to type in.

import { element } from "./page.js";

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/**
 * Keys with a modifier, so that they never clash with typing. On a Mac Option types letters (ß, ł, @), so there it is
 * Control, which types nothing; elsewhere it is Alt. AltGr counts as Alt with Control and is left alone.
 */
export const MODIFIER = APPLE ? "⌃" : "Alt";
export const hasModifier = (event) =>
  APPLE
    ? event.ctrlKey && !event.altKey && !event.metaKey
    : event.altKey && !event.ctrlKey && !event.metaKey && !event.getModifierState("AltGraph");

const INPUT_MODES = { integer: "numeric", decimal: "decimal", money: "decimal", phone: "tel", email: "email" };
export const isMarked = (kind) => ["choice-one", "choice-any", "signature"].includes(kind);

const LEFT_ALONE = { autocomplete: "off", autocorrect: "off", autocapitalize: "none", spellcheck: "false", translate: "no" };

/** A key pressed this soon after a new fragment appeared was meant for the one before. */
const SETTLE_MS = 250;

/**
 * @param form the form element to fill
 * @param verdicts answers that are no text: {key, label, verdict, last}
 * @param send what the main button says
 * @param digitsChoose whether bare digits choose marks here
 * @param onReading told of {verdict, text}
 * @param onVerdict told of a verdict button that is no reading, such as skip
 * @param onHint told of one sentence where Enter cannot send yet
 * @param onRefused told where somebody said no to what was proposed, and types
 */
export function answerForm(form, { verdicts, send = "Send", digitsChoose = true, onReading, onVerdict, onHint, onRefused }) {
  let kind = "text";
  let shownAt = 0;
  let control = null;
  let checking = false; // whether yes or no is asked, so that letters are keys and not text
  const place = element("div", { class: "send" });
  const buttons = element("div", { class: "verdicts" });
  form.replaceChildren(place, buttons);

  const bareKeys = () => checking || isMarked(kind);
  const capOf = (letter) => (bareKeys() ? letter : `${MODIFIER} ${letter}`);

  function show(turn) {
    kind = turn.kind;
    shownAt = performance.now();
    checking = turn.proposed != null && !(turn.draft && turn.draft !== turn.proposed);
    if (checking) offer(check(turn.proposed));
    else offerToSend(isMarked(kind) ? marks(turn.options) : box());
    control.focus();
  }

  function offerToSend(wanted) {
    offer(wanted, element("button", { class: "primary" }, send, element("kbd", {}, "Enter")));
  }

  /** A way to answer, what sends it, and the answers that are no text. */
  function offer(wanted, ...sending) {
    control = wanted;
    place.replaceChildren(control.element, ...sending);
    buttons.replaceChildren(
      ...verdicts
        .filter((verdict) => !(kind === "signature" && verdict.verdict === "blank"))
        .map((verdict) => {
          const shortcut = bareKeys() ? verdict.key : `${APPLE ? "Control" : "Alt"}+${verdict.key}`;
          const button = element(
            "button",
            { type: "button", class: verdict.last ? "last" : "", "aria-keyshortcuts": shortcut },
            verdict.label,
            element("kbd", { "aria-hidden": "true" }, capOf(verdict.key)),
          );
          button.addEventListener("click", () => give(verdict));
          return button;
        }),
    );
  }

  /** What is proposed, large, with one key for yes and one for no. */
  function check(text) {
    const yes = element("button", { type: "button", "aria-keyshortcuts": "Y" }, "Yes", element("kbd", { "aria-hidden": "true" }, "Y"));
    const no = element("button", { type: "button", "aria-keyshortcuts": "N" }, "No", element("kbd", { "aria-hidden": "true" }, "N"));
    const say = (isRight) => {
      if (isRight) onReading({ verdict: "value", text });
      else refuse();
    };
    yes.addEventListener("click", () => say(true));
    no.addEventListener("click", () => say(false));
    const group = element(
      "div",
      { class: "check", tabIndex: -1, role: "group", "aria-labelledby": "asked", "aria-describedby": "status" },
      element("p", { class: "keyed proposed" }, text),
      element("div", { class: "row" }, yes, no),
    );
    return {
      element: group,
      typing: false,
      say,
      // Neither button: a ring around one of them would suggest an answer, and Enter would give it.
      focus: () => group.focus(),
      chosen: () => [text],
      toggle: () => false,
      set: () => {},
      reading: () => {
        onHint("Press Y where this is what is written, and N where it is not.");
        return null;
      },
    };
  }

  /** Somebody said no: the same turn is typed. */
  function refuse() {
    checking = false;
    offerToSend(box());
    onRefused();
    control.focus();
  }

  function give(verdict) {
    if (verdict.reading === false) onVerdict(verdict.verdict);
    else onReading({ verdict: verdict.verdict, text: "" });
  }

  function box() {
    const area = element("textarea", {
      rows: 1,
      maxLength: 2000,
      inputMode: INPUT_MODES[kind] || "text",
      enterKeyHint: "send",
      placeholder: "Type here",
      "aria-labelledby": "asked",
      "aria-describedby": "status",
      "data-gramm": "false", // asks a common writing assistant to keep out
    });
    // Nothing may change or send away what is typed: a browser's spelling service is a third party.
    for (const [name, value] of Object.entries(LEFT_ALONE)) area.setAttribute(name, value);
    area.addEventListener("input", () => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 4}px`;
    });
    return {
      element: area,
      focus: () => area.focus(),
      typing: true,
      set: (text) => {
        area.value = text;
        area.dispatchEvent(new Event("input"));
      },
      reading: () => {
        const text = area.value.trim();
        if (text === "") {
          onHint(`Type what you see, or choose Blank (${capOf("B")}) where nothing is written.`);
          return null;
        }
        return { verdict: "value", text };
      },
    };
  }

  function marks(options) {
    const single = kind !== "choice-any";
    const wanted =
      kind === "signature"
        ? [["yes", "Yes", "Y"], ["blank", "No, it is empty", "B"]]
        : Array.from({ length: options }, (_, index) => [`${index + 1}`, `${index + 1}`, null]);
    const inputs = wanted.map(([value]) => element("input", { type: single ? "radio" : "checkbox", name: "mark", value }));
    const fieldset = element(
      "fieldset",
      { class: kind === "signature" ? "marks words" : "marks", tabIndex: -1, "aria-labelledby": "asked", "aria-describedby": "status" },
      wanted.map(([, label, cap], index) =>
        element("label", {}, inputs[index], label, cap ? element("kbd", { "aria-hidden": "true" }, cap) : null)),
    );
    const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
    return {
      element: fieldset,
      typing: false,
      chosen,
      // The group, not its first mark: a ring around one of them would suggest an answer.
      focus: () => fieldset.focus(),
      toggle: (value) => {
        const input = inputs.find((candidate) => candidate.value === value);
        if (!input) return false;
        input.checked = single && kind === "signature" ? true : !input.checked;
        input.focus();
        return true;
      },
      set: (text) => {
        const values = text.split(" ");
        for (const input of inputs) input.checked = values.includes(input.value);
      },
      reading: () => {
        const values = chosen();
        if (values.length === 0) {
          onHint(kind === "signature" ? "Choose Yes (Y) or No (B)." : "Choose what is marked, or Blank (B) where nothing is.");
          return null;
        }
        return values[0] === "blank" ? { verdict: "blank", text: "" } : { verdict: "value", text: values.join(" ") };
      },
    };
  }

  function submit() {
    const reading = control?.reading();
    if (reading) onReading(reading);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  /** @returns whether the key was one of ours */
  function key(event) {
    if (!control || event.isComposing || event.repeat) return false;
    const typing = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement && event.target.type === "text";
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey) {
      // On a button Enter presses that button, as everywhere.
      if (event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement || event.target.tagName === "SUMMARY") return false;
      event.preventDefault();
      submit();
      return true;
    }
    // Single letters and digits count only around the fragment, not while a link or menu elsewhere has the focus.
    const near = event.target === document.body || form.closest(".turn").contains(event.target);
    const bare = near && !typing && bareKeys() && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (!bare && !hasModifier(event)) return false;
    const letter = event.code.startsWith("Key") ? event.code.slice(3) : "";
    const typed = event.key.toUpperCase();
    // By the letter on the key cap; with the modifier by its place, since the modifier may change the letter.
    const wanted = /^[A-Z]$/.test(typed) ? typed : letter;
    const verdict = verdicts.find((candidate) => candidate.key === wanted);
    const settled = performance.now() - shownAt > SETTLE_MS;
    if (checking && bare && (wanted === "Y" || wanted === "N")) {
      event.preventDefault();
      if (settled) control.say(wanted === "Y");
      return true;
    }
    if (kind === "signature" && bare && (wanted === "Y" || wanted === "B")) {
      event.preventDefault();
      if (settled) {
        control.toggle(wanted === "Y" ? "yes" : "blank");
        submit();
      }
      return true;
    }
    if (verdict) {
      event.preventDefault();
      if (settled) give(verdict);
      return true;
    }
    if (bare && digitsChoose && /^[0-9]$/.test(event.key) && control.toggle(event.key === "0" ? "10" : event.key)) {
      event.preventDefault();
      return true;
    }
    return false;
  }

  return {
    show,
    key,
    set: (reading) => control.set(reading.text),
    /** What stands in the form, though it may be no whole answer yet. */
    draft: () => (control.typing ? control.element.value : control.chosen().join(" ")),
    focus: () => control?.focus(),
    isEmpty: () => !control || (control.typing ? control.element.value.trim() === "" : true),
    disable: (off) => form.querySelectorAll("button, textarea, input").forEach((each) => (each.disabled = off)),
  };
}
