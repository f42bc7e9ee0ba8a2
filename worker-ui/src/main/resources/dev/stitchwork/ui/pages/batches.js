// The list of a client's batches, and opening a new one.

import { get, post } from "./api.js";
import { attempt, day, element, find, plural, sayProblem } from "./page.js";
import { ASKED_AS, shortfalls } from "./quote.js";

const REFRESH_MS = 4000;

/** The state of a batch in two words, with the tone of its tag. */
export function stateOf(batch) {
  if (batch.purged) return ["purged", ""];
  if (batch.finished) return ["finished", "good"];
  if (batch.files.length === 0) return ["waiting for scans", "warn"];
  if (batch.files.some((file) => file.state === "received")) return ["splitting", "live"];
  return ["being keyed", "live"];
}

export function settledOf(batch) {
  const count = (state) => batch.tasks[state] || 0;
  const settled = count("agreed") + count("adjudicated");
  const disputed = count("disputed");
  return { settled, disputed, open: count("open"), all: settled + disputed + count("open") };
}

export function batches() {
  const dialog = find("#new-dialog");
  const form = find("#new-form");
  let timer = 0;

  find("#new-batch").addEventListener("click", () =>
    attempt(find("#new-batch"), find("#batches-problem"), async () => {
      const templates = await get("/api/templates");
      if (templates.length === 0) {
        location.hash = "templates";
        return;
      }
      find("#template").replaceChildren(
        ...templates.map((template) => element("option", { value: template.name }, `${template.title} (${template.name})`)),
      );
      offerOthers(templates);
      find("#new-problem").hidden = true;
      told("");
      loosened = {};
      dialog.showModal();
      find("#title").focus();
    }));
  find("#new-cancel").addEventListener("click", () => dialog.close());

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(form.querySelector(".primary"), find("#new-problem"), async () => {
      const value = (name) => form.elements[name].value;
      const wanted = {
        ...loosened,
        title: value("title"),
        ...forms(),
        agree: Number(value("agree")),
        answersMax: Number(value("answersMax")),
        ...(value("machineWrongMaxPercent") === "" ? {} : { machineWrongMaxPercent: Number(value("machineWrongMaxPercent")) }),
        ...(form.elements.checks.checked ? { checks: true } : {}),
        ...(value("target") ? {targetErrorPercent: {all: Number(value("target"))}} : {}),
        fragmentsPerWorkerMax: Number(value("fragmentsPerWorkerMax")),
        poolMin: Number(value("poolMin")),
        ...(value("deadline") && { deadline: new Date(value("deadline")).toISOString() }),
      };
      if (!(await isFeasible(wanted, Number(value("documents"))))) return;
      const opened = await post("/api/batches", wanted);
      dialog.close();
      form.reset();
      told("");
      location.hash = `batch/${opened.id}`;
    });
  });

  /** The templates beside the one that is chosen, to be ticked where the scans mix forms. */
  function offerOthers(templates) {
    find("#more-templates").hidden = templates.length < 2;
    find("#more-templates").open = false;
    find("#template-list").replaceChildren(...templates.map((template) => element("label", { class: "tick" },
      element("input", { type: "checkbox", name: "others", value: template.name }), ` ${template.title} (${template.name})`)));
    hideChosen();
  }

  function hideChosen() {
    for (const box of find("#template-list").querySelectorAll("input")) {
      box.closest("label").hidden = box.value === find("#template").value;
    }
  }

  find("#template").addEventListener("change", hideChosen);

  /** What the scans show: one form, or that and those ticked beside it. */
  function forms() {
    const chosen = form.elements.template.value;
    const others = [...find("#template-list").querySelectorAll("input:checked")].map((box) => box.value).filter((name) => name !== chosen);
    return others.length === 0 ? { template: chosen } : { templates: [chosen, ...others] };
  }

  let said = ""; // what the client was told last, and of what
  let loosened = {}; // bounds that the client chose to loosen

  function told(of, ...content) {
    said = of;
    find("#quote").replaceChildren(...content);
    find("#quote").hidden = content.length === 0;
    form.querySelector(".primary").textContent = content.length === 0 ? "Open the batch" : "Open it all the same";
  }

  /** Whether nothing stands in the way, or the client has been told what does and goes on all the same. */
  async function isFeasible(wanted, documents) {
    const asked = JSON.stringify({ ...wanted, documents });
    if (!documents || said === asked) return true;
    const quote = await post("/api/quotes", { ...wanted, documents });
    if (quote.accepted) return true;
    told(asked, ...shortfalls(quote, (relaxations) => {
      for (const { bound, value } of relaxations) {
        const name = ASKED_AS[bound];
        if (form.elements[name]) form.elements[name].value = String(value);
        else loosened[name] = value;
      }
      form.requestSubmit();
    }));
    return false;
  }

  function line(batch) {
    const [word, tone] = stateOf(batch);
    const { settled, all } = settledOf(batch);
    return element(
      "li",
      {},
      element(
        "a",
        { class: "card", href: `#batch/${batch.id}` },
        element("div", { class: "row" }, element("h2", {}, batch.title), element("span", { class: `tag ${tone}` }, word)),
        element("progress", { max: Math.max(1, all), value: batch.purged ? 0 : settled, "aria-label": "Fragments settled" }),
        element("span", { class: "soft small" }, `${batch.forms.map((form) => form.template).join(", ")} · ${day(batch.opened)} · ${plural(batch.documents, "document")}`),
        element("span", { class: "soft small number" }, all ? `${settled.toLocaleString()} of ${plural(all, "fragment")} settled` : "no fragments yet"),
      ),
    );
  }

  async function refresh() {
    try {
      const all = await get("/api/batches");
      find("#batches-problem").hidden = true;
      find("#batches").replaceChildren(
        ...(all.length
          ? all.map(line)
          : [element(
              "li",
              { class: "empty card" },
              element("h2", {}, "No batch yet"),
              element("p", { class: "soft" }, "A batch is the scans you send in together, of one form or of several. Add each form's template first, then open a batch."),
              element("a", { class: "button", href: "#templates" }, "Go to templates"),
            )]),
      );
    } catch (problem) {
      if (problem.status === 401) location.replace("/login");
      sayProblem(find("#batches-problem"), problem);
    }
  }

  return {
    show() {
      refresh();
      timer = setInterval(() => {
        // Replacing the list would take the focus from a link in it.
        if (!find("#batches").contains(document.activeElement)) refresh();
      }, REFRESH_MS);
    },
    hide: () => clearInterval(timer),
  };
}
