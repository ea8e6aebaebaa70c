// Form of a planned work: updates the forecast of dates while the recurrence changes, and adds checklist rows.

const recurrence = document.querySelector("[data-forecast-url]");

if (recurrence) {
  const forecast = recurrence.querySelector("[data-forecast]");
  let timer, controller;

  const showForecast = async () => {
    const fields = new FormData(recurrence.closest("form"));
    const names = new Set([...recurrence.querySelectorAll("[name]")].map((field) => field.name));
    const query = new URLSearchParams([...fields].filter(([name]) => names.has(name)));
    controller?.abort();
    controller = new AbortController();
    try {
      const response = await fetch(`${recurrence.dataset.forecastUrl}?${query}`, { signal: controller.signal });
      if (response.ok && !response.redirected) forecast.innerHTML = await response.text();
    } catch {
      // A newer request aborted this one, or there is no connection. The button on the page still works.
    }
  };

  recurrence.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(showForecast, 300);
  });
}

for (const checklist of document.querySelectorAll("[data-formset]")) {
  const total = checklist.querySelector("[name$='-TOTAL_FORMS']");
  const rows = checklist.querySelector("[data-rows]");
  const emptyRow = checklist.querySelector("template");

  checklist.querySelector("[name='more_rows']").addEventListener("click", (event) => {
    event.preventDefault();
    const row = emptyRow.content.cloneNode(true);
    for (const element of row.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("__prefix__")) element.setAttribute(name, value.replaceAll("__prefix__", total.value));
      }
    }
    total.value = Number(total.value) + 1;
    rows.append(row);
    updateRow(rows.lastElementChild);
    rows.lastElementChild.querySelector("input:not([type='hidden'])").focus();
  });

  rows.addEventListener("change", (event) => updateRow(event.target.closest("[data-row]")));
  for (const row of rows.children) updateRow(row);
}

/** Shows only the fields that apply to the kind of answer; dims a row that is marked for deletion. */
function updateRow(row) {
  const kind = row.querySelector("[name$='-kind']").value;
  const kindOfField = { unit: "number", minimum: "number", maximum: "number", options: "choice" };
  for (const [field, fieldKind] of Object.entries(kindOfField)) row.querySelector(`.check-${field}`).hidden = kind !== fieldKind;
  row.classList.toggle("is-removed", row.querySelector("[name$='-DELETE']")?.checked ?? false);
}
