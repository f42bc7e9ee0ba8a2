// One batch: its progress as it happens, its files, downloads and the purge.

import { get, send } from "./api.js";
import { settledOf, stateOf } from "./batches.js";
import { certificate } from "./certificate.js";
import { objections } from "./objections.js";
import { attempt, bytes, day, element, find, moment, plural, sayProblem } from "./page.js";
import { lateness, shortfalls } from "./quote.js";
import { uploads } from "./uploads.js";

const QUOTE_EVERY_MS = 60000;
const DOWNLOADS = { zip: "zip", csv: "csv", json: "json", alto: "alto.zip", hocr: "hocr.zip" };
const FILE_STATES = { received: ["being split", "live"], split: ["split", "good"], unreadable: ["refused", "bad"] };

export function batch() {
  const purgeDialog = find("#purge-dialog");
  const purgeWord = find("#purge-word");
  const upload = uploads();
  const certified = certificate();
  const objected = objections();
  let id = null;
  let title = "";
  let events = null;
  let quotedAt = -Infinity;

  find("#purge").addEventListener("click", () => {
    find("#purge-expected").textContent = title;
    find("#purge-problem").hidden = true;
    purgeWord.value = "";
    find("#purge-yes").disabled = true;
    purgeDialog.showModal();
    purgeWord.focus();
  });
  find("#close-batch").addEventListener("click", (event) =>
    attempt(event.currentTarget, find("#close-problem"), async () => {
      await send("POST", `/api/batches/${id}/closing`);
    }));
  find("#purge-no").addEventListener("click", () => purgeDialog.close());
  purgeWord.addEventListener("input", () => (find("#purge-yes").disabled = purgeWord.value !== title));
  find("#purge-form").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(find("#purge-yes"), find("#purge-problem"), async () => {
      await send("DELETE", `/api/batches/${id}`);
      purgeDialog.close();
      location.hash = "batches";
    });
  });

  function draw(progress) {
    const [word, tone] = stateOf(progress);
    const { settled, disputed, open, all } = settledOf(progress);
    const share = (count) => (all ? (100 * count) / all : 0);
    title = progress.title;
    document.title = `${progress.title} · Stitchwork`;
    find("#batch-title").textContent = progress.title;
    find("#batch-about").replaceChildren(
      `${progress.forms.length === 1 ? `Template ${progress.template}` : `Templates ${progress.forms.map((form) => form.template).join(", ")}`} · opened ${day(progress.opened)} · `, element("code", {}, progress.id));
    const state = find("#batch-state");
    if (state.textContent !== word) state.textContent = word; // a live region: say only what is new
    state.className = `tag ${tone}`;
    notes(progress, disputed);
    rest(progress);

    find("#bar .settled").style.width = `${share(settled)}%`;
    find("#bar .disputed").style.width = `${share(disputed)}%`;
    find("#bar").setAttribute("aria-label", `${settled} of ${all} fragments settled, ${disputed} disputed`);
    find("#settled-share").textContent = all ? `${Math.floor(share(settled))} % of ${plural(all, "fragment")} settled` : "";
    find("#legend").replaceChildren(
      ...[["settled", settled], ["disputed", disputed], ["open", open]].map(([name, count]) =>
        element("span", { class: name }, element("i"), element("b", {}, count.toLocaleString()), ` ${name}`)));
    const people = progress.humanAnswers + (progress.tasks.adjudicated ?? 0);
    find("#facts").replaceChildren(
      ...fact("Documents", progress.documents.toLocaleString(), progress.forms.length === 1
        ? `in ${plural(progress.files.length, "file")}`
        : progress.forms.map((form) => `${form.documents.toLocaleString()} ${form.template}`).join(", ")),
      ...fact("Answers of people", people.toLocaleString(),
        progress.finished && progress.answered
          ? `${(people / progress.answered).toFixed(1)} a fragment that needed people`
          : "so far"),
      ...fact("Expected by", progress.outlook?.p50 ? moment(progress.outlook.p50) : "–",
        progress.outlook?.p90 ? `in nine of ten futures by ${moment(progress.outlook.p90)}` : progress.finished ? "finished" : "not known yet"),
      ...fact("Machine readings", progress.machineAnswers.toLocaleString(), "each one voice among others"),
      ...fact("Most seen by anyone", progress.shownMost ? `${(100 * progress.shownMostShare).toFixed(0)} %` : "–",
        progress.shownMost ? `${plural(progress.shownMost, "fragment")} of one document` : "nothing shown yet"),
    );
    for (const [name, ending] of Object.entries(DOWNLOADS)) find(`#download-${name}`).href = `/api/batches/${progress.id}/delivery.${ending}`;
    tables(progress);
    find("#exposure-log").href = `/api/batches/${progress.id}/exposure.log`;
    find("#privacy-report").href = `/api/batches/${progress.id}/privacy.html`;
    find("#download-hint").textContent = progress.finished ? "" : "Before the end, fields that are not settled are marked as such.";
    find("#download-zip").classList.toggle("primary", progress.finished);
    files(progress.files);
    const empty = progress.files.length === 0;
    for (const part of ["#upload-card", "#purge-row"]) find(part).hidden = progress.purged;
    for (const part of ["#progress-card", "#files-card"]) find(part).hidden = progress.purged || empty;
  }

  /** Pages of running text can also be had in the formats that archives keep pages in. */
  async function pageFormats(name) {
    for (const format of ["alto", "hocr"]) find(`#download-${format}`).hidden = true;
    const { layout } = await get(`/api/templates/${encodeURIComponent(name)}`);
    for (const format of ["alto", "hocr"]) find(`#download-${format}`).hidden = layout?.kind !== "free-text";
  }

  /** A table has the columns of one form: where there are several, each has its own. */
  function tables(progress) {
    const several = progress.forms.length > 1;
    find("#download-csv").hidden = several;
    find("#download-tables").hidden = !several;
    find("#download-tables").replaceChildren(...(several ? progress.forms : []).map((form) => element("a", {
      class: "button", download: "", href: `/api/batches/${progress.id}/delivery.csv?template=${encodeURIComponent(form.template)}`,
    }, `CSV of ${form.template}`)));
  }

  function fact(name, value, about) {
    return [element("div", {}, element("dt", {}, name), element("dd", {}, value, element("small", {}, about)))];
  }

  function notes(progress, disputed) {
    const lines = [];
    if (progress.purged) lines.push(["", "This batch is purged: its pictures, answers and file names are gone."]);
    if (progress.workersMissing > 0) {
      lines.push(["warn", `This batch needs at least ${plural(progress.workersMissing, "more worker")}: nobody may see more `
        + "of a document than its limit, and everybody here has seen as much as they may. Ask your operator to invite them."]);
    }
    if (disputed > 0) {
      lines.push(["warn", `${plural(disputed, "fragment")} ${disputed === 1 ? "waits" : "wait"} for an operator's decision: people did not agree, or it was asked again and is in question.`]);
    }
    if (progress.outlook?.late) {
      lines.push(["warn", `This batch will probably be late: ${lateness(progress.outlook)}`
        + " More workers help; nothing is shown to anybody against the guarantee to hurry."]);
    }
    for (const note of progress.notes) lines.push(["", note]);
    const wanted = lines.map(([tone, text]) => element("p", { class: `message ${tone}` }, text));
    const place = find("#batch-notes");
    if (place.textContent !== wanted.map((line) => line.textContent).join("")) place.replaceChildren(...wanted);
    place.hidden = wanted.length === 0;
  }

  /** What each machine proved to be worth, where the client has it learned. */
  function machines(all) {
    const learned = all.filter((machine) => machine.enough > 0);
    const mixed = new Set(learned.map((machine) => machine.template)).size > 1;
    find("#machines").replaceChildren(...learned.map((machine) =>
      element("li", {}, `${mixed ? `${machine.template}: ` : ""}${machine.reader}, ${machine.kind}: `, machine.decidesFrom === null
        ? `people check all it reads; ${machine.checked.toLocaleString()} readings checked, at least ${machine.enough.toLocaleString()} are needed`
        : `decides alone from a confidence of ${machine.decidesFrom}; of ${machine.checkedFrom.toLocaleString()} such readings that people checked `
          + `${machine.wrongFrom.toLocaleString()} were wrong`)));
    find("#machines").hidden = learned.length === 0;
  }

  /** What would help a batch that is late or short of people, asked for once a minute. */
  async function rest(progress) {
    const place = find("#batch-quote");
    if (progress.workersMissing === 0 && !progress.outlook?.late) {
      place.hidden = true;
      quotedAt = -Infinity;
      return;
    }
    if (performance.now() - quotedAt < QUOTE_EVERY_MS) return;
    quotedAt = performance.now();
    const quote = await get(`/api/batches/${progress.id}/quote`).catch(() => null);
    if (progress.id !== id) return; // another batch is on the page by now
    place.hidden = !quote?.shortfalls?.length;
    if (quote) place.replaceChildren(...shortfalls(quote, loosen));
  }

  function loosen(relaxations, worstCase) {
    if (!confirm(`Sign for this in your name? ${worstCase} It stands in the exposure log and cannot be taken back.`)) return;
    attempt(find("#batch-quote button"), find("#batch-quote-problem"), async () => {
      for (const relaxation of relaxations) await send("POST", `/api/batches/${id}/relaxations`, { json: relaxation });
      find("#batch-quote").hidden = true;
      quotedAt = -Infinity;
    });
  }

  /** Files with something refused stand first, for there is something to do about them. */
  function files(all) {
    const isRefused = (file) => file.state === "unreadable" || file.refusals.length > 0;
    const refused = all.filter(isRefused);
    find("#batch-files").replaceChildren(...[...refused, ...all.filter((file) => !isRefused(file))].map(fileRow));
    find("#files-about").textContent =
      refused.length > 0 ? `${refused.length.toLocaleString()} of ${plural(all.length, "file")} refused, all or in part` : plural(all.length, "file");
  }

  function fileRow(file) {
    const [word, tone] = file.state === "split" && file.refusals.length > 0 ? ["split in part", "warn"] : FILE_STATES[file.state];
    return element(
      "tr",
      {},
      element(
        "td",
        { class: "name" },
        file.name,
        file.reason ? element("p", { class: "reason" }, file.reason) : null,
        file.refusals.map((refusal) => element("p", { class: "reason" }, refusal)),
      ),
      element("td", { class: "nowrap number" }, bytes(file.bytes)),
      element("td", { class: "number", "data-unit": file.documents === 1 ? "document" : "documents" }, file.documents.toLocaleString()),
      element("td", {}, element("span", { class: `tag ${tone}` }, word)),
    );
  }

  return {
    async show(shown) {
      id = shown;
      find("#batch-problem").hidden = true;
      upload.to(id);
      certified.of(id);
      objected.of(id);
      try {
        const progress = await get(`/api/batches/${encodeURIComponent(id)}`);
        draw(progress);
        await pageFormats(progress.template);
        machines(await get(`/api/batches/${encodeURIComponent(id)}/machines`));
      } catch (problem) {
        sayProblem(find("#batch-problem"), problem);
        return;
      }
      events = new EventSource(`/api/batches/${id}/events`);
      events.addEventListener("progress", (event) => draw(JSON.parse(event.data)));
    },
    hide() {
      events?.close();
      events = null;
      document.title = "Batches · Stitchwork";
    },
  };
}
