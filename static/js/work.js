// Planned work: shows what a recurrence means while it is chosen, and adds and removes rows of the checklist.

const box = document.querySelector("[data-recurrence]");

if (box) {
  const forecast = box.querySelector("[data-forecast]");
  let waiting, asked;

  const show = async () => {
    const fields = new FormData(box.closest("form"));
    const names = new Set([...box.querySelectorAll("[name]")].map((field) => field.name));
    const query = new URLSearchParams([...fields].filter(([name]) => names.has(name)));
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.recurrence}?${query}`, { signal: asked.signal });
      if (answer.ok && !answer.redirected) forecast.innerHTML = await answer.text();
    } catch {
      // A newer choice has overtaken this one, or the line is down: the button still works.
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
}

for (const checklist of document.querySelectorAll("[data-formset]")) {
  const total = checklist.querySelector("[name$='-TOTAL_FORMS']");
  const rows = checklist.querySelector("[data-rows]");
  const blank = checklist.querySelector("template");

  checklist.querySelector("[name='more_rows']").addEventListener("click", (event) => {
    event.preventDefault();
    const row = blank.content.cloneNode(true);
    for (const part of row.querySelectorAll("*")) {
      for (const { name, value } of [...part.attributes]) {
        if (value.includes("__prefix__")) part.setAttribute(name, value.replaceAll("__prefix__", total.value));
      }
    }
    total.value = Number(total.value) + 1;
    rows.append(row);
    fit(rows.lastElementChild);
    rows.lastElementChild.querySelector("input:not([type='hidden'])").focus();
  });

  rows.addEventListener("change", (event) => fit(event.target.closest("[data-row]")));
  for (const row of rows.children) fit(row);
}

// Only the fields that the kind of answer has; a row to be removed is dimmed.
function fit(row) {
  const kind = row.querySelector("[name$='-kind']").value;
  const shown = { unit: "number", minimum: "number", maximum: "number", options: "choice" };
  for (const [field, owner] of Object.entries(shown)) row.querySelector(`.check-${field}`).hidden = kind !== owner;
  row.classList.toggle("is-removed", row.querySelector("[name$='-DELETE']")?.checked ?? false);
}
