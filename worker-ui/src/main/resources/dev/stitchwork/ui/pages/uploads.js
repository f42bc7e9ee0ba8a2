// Uploading: several files at once, a bar for each, and the server's reason beside each that it refuses.

import { get, session, token } from "./api.js";
import { bytes, element, find, plural } from "./page.js";

const AT_ONCE = 3;

/** The files that were dropped, with those in dropped folders, however deep. */
async function filesIn(dropped) {
  // Entries must be asked for before the first wait: a drop is readable only while it is told.
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...dropped.files];
  return (await Promise.all(entries.map(filesOf))).flat();
}

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // a hundred at a time
    if (some.length === 0) break;
    found.push(...some.filter((each) => !each.name.startsWith(".")));
  }
  return (await Promise.all(found.map(filesOf))).flat();
}

export function uploads() {
  const list = find("#uploads");
  const drop = find("#drop");
  const status = find("#uploads-status");
  const chooser = find("#files");
  const queue = [];
  let running = 0;
  let ended = 0; // since the queue was last empty
  let batch = null;
  let bytesMax = Infinity;

  get("/api/limits").then((limits) => {
    bytesMax = limits.uploadBytesMax;
    find("#upload-limit").textContent = `, each up to ${bytes(bytesMax)}`;
  }, () => {}); // the server says it again to a file that is too large

  find("#choose").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    add([...chooser.files]);
    chooser.value = "";
  });
  // Wherever on the page: a file dropped beside an area would replace the page.
  addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.toggle("over", isOpen());
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && drop.classList.remove("over"));
  addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (isOpen()) add(await filesIn(event.dataTransfer), batch);
  });
  const isOpen = () => drop.offsetParent !== null; // on the screen, with nothing of it or around it hidden
  addEventListener("beforeunload", (event) => (queue.length > 0 || running > 0) && event.preventDefault());

  function add(files, id = batch) {
    for (const file of files) queue.push(line(file, id));
    pump();
  }

  function line(file, id) {
    const bar = element("progress", { max: 1, value: 0, "aria-label": `Upload of ${file.name}` });
    const state = element("span", { class: "soft small number" }, `waiting · ${bytes(file.size)}`);
    const item = element("li", { "data-batch": id, hidden: id !== batch }, element("span", { class: "name" }, file.name), state, bar);
    list.append(item);
    return { file, bar, state, item, batch: id, password: find("#file-password").value };
  }

  function pump() {
    while (running < AT_ONCE && queue.length > 0) {
      running += 1;
      const entry = queue.shift();
      upload(entry)
        .then(() => entry.item.remove(), (problem) => refuse(entry, problem))
        .finally(() => {
          running -= 1;
          ended += 1;
          pump();
        });
    }
    if (running > 0) {
      status.textContent = `${ended.toLocaleString()} of ${plural(ended + running + queue.length, "file")} sent`;
    } else if (ended > 0) {
      const refused = list.querySelectorAll(":scope > li:not([hidden])").length;
      status.textContent = refused > 0 ? `${plural(refused, "file")} not taken; the reason stands beside each.` : `${plural(ended, "file")} sent.`;
      ended = 0;
    }
  }

  function refuse(entry, problem) {
    entry.bar.hidden = true;
    entry.state.textContent = "not taken";
    const again = element("button", { type: "button", class: "small" }, "Try again");
    again.addEventListener("click", () => {
      entry.item.remove();
      add([entry.file], entry.batch);
    });
    const away = element("button", { type: "button", class: "small quiet" }, "Dismiss");
    away.addEventListener("click", () => entry.item.remove());
    entry.item.append(element("p", { class: "reason" }, problem.message), element("div", { class: "row" }, again, away));
  }

  /** By XMLHttpRequest, because fetch does not tell how much of a body is sent. */
  function upload({ file, bar, state, batch: id, password }) {
    if (file.size > bytesMax) {
      return Promise.reject(new Error(`Expected a file of at most ${bytes(bytesMax)} but it has ${bytes(file.size)}; split it into several files.`));
    }
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", `/api/batches/${id}/files?name=${encodeURIComponent(file.name)}`);
      request.setRequestHeader("X-CSRF-Token", token());
      request.setRequestHeader("Content-Type", "application/octet-stream");
      if (password) request.setRequestHeader("X-File-Password", base64(password));
      request.upload.addEventListener("progress", (event) => {
        bar.value = event.loaded / Math.max(1, event.total);
        state.textContent = event.loaded < event.total ? `${bytes(event.loaded)} of ${bytes(event.total)}` : "being stored …";
      });
      request.addEventListener("load", () => {
        if (request.status === 201) resolve();
        else {
          if (request.status === 401 || request.status === 403) session().catch(() => {});
          reject(new Error(sentence(request)));
        }
      });
      request.addEventListener("error", () => reject(new Error("The connection broke before the whole file was sent.")));
      request.send(file);
    });
  }

  function sentence(request) {
    try {
      return JSON.parse(request.responseText).detail;
    } catch {
      return `The server answered with status ${request.status}.`;
    }
  }

  function base64(text) {
    return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  }

  return {
    /** Shows and takes the files of this batch; those of others go on unseen. */
    to(id) {
      if (batch !== id && running === 0) status.textContent = "";
      batch = id;
      for (const item of list.children) item.hidden = item.dataset.batch !== id;
    },
  };
}
