// The paper that a fragment lies on: a size that can be read, and larger or smaller by key or button.

import { hasModifier, MODIFIER } from "./answer-form.js";
import { element } from "./page.js";

const SIZES = [0.6, 1, 1.5, 2.2, 3.2];
const KEPT_AS = "stitchwork-picture-size";

/**
 * @param place the element that shows the picture and scrolls where it is too large
 * @param picture the img in it
 * @param buttons where the two buttons go
 */
export function paper(place, picture, buttons) {
  // Whoever needs larger pictures needs all of them larger, also tomorrow.
  let size = Math.max(0, SIZES.indexOf(Number(localStorage.getItem(KEPT_AS) || 1)));

  const smaller = button("−", "Smaller picture", "-", () => resize(-1));
  const larger = button("+", "Larger picture", "+", () => resize(1));
  buttons.replaceChildren(smaller, larger);

  function button(sign, label, key, press) {
    const made = element(
      "button",
      { type: "button", class: "small quiet sign", title: `${label} (${MODIFIER} ${sign})`, "aria-label": label, "aria-keyshortcuts": `${MODIFIER === "Alt" ? "Alt" : "Control"}+${key}` },
      sign,
    );
    made.addEventListener("click", press);
    return made;
  }

  function resize(step) {
    size = Math.min(SIZES.length - 1, Math.max(0, size + step));
    localStorage.setItem(KEPT_AS, SIZES[size]);
    fit();
  }

  /** Near its real size on paper, doubled, within the paper's width; then as much larger as is wished. */
  function fit() {
    if (!picture.naturalWidth) return;
    const style = getComputedStyle(place);
    const room = place.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const scale = Math.min(1.5, room / picture.naturalWidth, 460 / picture.naturalHeight);
    // A long line on a small screen stays tall enough to read, and scrolls sideways.
    const readable = Math.min(1, 44 / picture.naturalHeight);
    picture.style.width = `${Math.round(picture.naturalWidth * Math.max(scale, readable) * SIZES[size])}px`;
    smaller.disabled = size === 0;
    larger.disabled = size === SIZES.length - 1;
  }

  picture.addEventListener("load", fit);
  addEventListener("resize", fit);

  return {
    /** @returns whether the key was one of the paper's */
    key(event) {
      const step = { "+": 1, "=": 1, "-": -1, "−": -1 }[event.key];
      if (!step || !hasModifier(event)) return false;
      event.preventDefault();
      resize(step);
      return true;
    },
  };
}
