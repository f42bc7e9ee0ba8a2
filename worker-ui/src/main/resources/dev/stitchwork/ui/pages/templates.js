// Templates: which there are, and adding one.

import { get, send } from "./api.js";
import { attempt, day, element, find, plural, say, sayProblem } from "./page.js";

export function templates() {
  const form = find("#template-form");
  const message = find("#template-problem");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(form.querySelector("button"), message, async () => {
      const body = new FormData();
      body.append("template", form.elements.template.files[0]);
      for (const file of form.elements.reference.files) body.append("reference", file);
      const saved = await (await send("POST", "/api/templates", { body })).json();
      form.reset();
      say(message, `Saved “${saved.title}” with ${plural(saved.fields, "field")} on ${plural(saved.pages, "page")}.`, "good");
      await refresh();
    });
  });

  async function refresh() {
    const all = await get("/api/templates");
    find("#templates").replaceChildren(
      ...(all.length
        ? all.map((template) =>
            element(
              "tr",
              {},
              element("td", { class: "name" }, element("a", { href: `/api/templates/${encodeURIComponent(template.name)}`, download: `${template.name}.json` }, template.name)),
              element("td", {}, template.title),
              element("td", { class: "number", "data-unit": template.pages === 1 ? "page" : "pages" }, `${template.pages}`),
              element("td", { class: "number", "data-unit": template.fields === 1 ? "field" : "fields" }, `${template.fields}`),
              element("td", { class: "nowrap" }, day(template.saved)),
            ))
        : [element("tr", {}, element("td", { colSpan: 5, class: "soft" }, "None yet."))]),
    );
  }

  return {
    show: () => refresh().catch((problem) => sayProblem(message, problem)),
    hide: () => {},
  };
}
