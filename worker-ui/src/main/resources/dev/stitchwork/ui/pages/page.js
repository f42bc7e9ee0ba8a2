// What every page shares: making elements, saying things, and the bar at the top.

import { pageOf, pause, send, session, Unreachable } from "./api.js";

/** An element with properties and children; text is always text, never markup. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export const find = (selector) => document.querySelector(selector);

/** Shows one message, or hides it; its element is a live region, so it is read out as well. */
export function say(place, text, tone = "") {
  place.className = `message ${tone}`;
  place.replaceChildren(text);
  place.hidden = text === "";
}

/** Shows an error with its list of places, where it has one. */
export function sayProblem(place, problem) {
  say(place, problem.message, "bad");
  if (problem.problems?.length) {
    place.append(element("ul", {}, problem.problems.map((line) => element("li", {}, line))));
  }
}

/** Runs what a button or form does: once at a time, with its error shown where it belongs. */
export async function attempt(button, place, work) {
  button.disabled = true;
  say(place, "");
  try {
    return await work();
  } catch (problem) {
    sayProblem(place, problem);
    return undefined;
  } finally {
    button.disabled = false;
  }
}

/**
 * Lets in whoever has the role, sends others to their own page, and fills the bar at the top.
 * @param beforeSigningOut what has to be done while one is still signed in
 */
export async function enter(role, beforeSigningOut = async () => {}) {
  let who;
  for (;;) {
    try {
      who = await session();
      break;
    } catch (problem) {
      if (!(problem instanceof Unreachable)) throw problem;
      await pause(3000);
    }
  }
  if (!who || who.role !== role) {
    location.replace(who ? pageOf(who.role) : "/login");
    return new Promise(() => {}); // the page is being left
  }
  find(".who .name").textContent = who.name;
  find("#sign-out").addEventListener("click", async () => {
    await beforeSigningOut();
    await send("DELETE", "/api/session").catch(() => {});
    location.replace("/login");
  });
  return who;
}

/** Shows the one section that the address names after its #, and marks its link. */
export function sections(fallback, onShow) {
  const show = () => {
    const [name, ...rest] = (location.hash.slice(1) || fallback).split("/");
    const known = document.getElementById(`section-${name}`) ? name : fallback;
    // Going back in the browser leaves what was asked on the page before.
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== `section-${known}`;
    for (const link of document.querySelectorAll(".top nav a")) {
      const here = link.dataset.section.split(" ").includes(known);
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    onShow(known, rest.map(decodeURIComponent));
  };
  addEventListener("hashchange", show);
  show();
}

/** A button that copies a text and says so. */
export function copyButton(text) {
  const button = element("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      // Without HTTPS some browsers have no clipboard; the text beside the button can be selected.
      button.textContent = "Select and copy";
    }
    await pause(2000);
    button.textContent = "Copy";
  });
  return button;
}

export function bytes(count) {
  const units = ["bytes", "kB", "MB", "GB"];
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

export const day = (instant) =>
  new Date(instant).toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });

export const moment = (instant) => new Date(instant).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString()} ${count === 1 ? one : many}`;
