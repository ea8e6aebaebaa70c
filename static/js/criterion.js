// Acceptance criterion: hides the fields that its kind does not have, and follows a measure that the system computes.

const form = document.querySelector("form.form-page");
const field = (name) => form.elements[name];
const computed = { on_time: "percentage", completion: "percentage", evidence: "percentage", checklist: "percentage", downtime: "number", open_findings: "number" };

function fit() {
  const kind = field("kind").value;
  const isRange = kind === "range" || field("operator").value === "between";
  const shown = {
    operator: kind !== "yes_no" && kind !== "range",
    target: kind !== "yes_no",
    target_max: kind !== "yes_no" && isRange,
    unit: (kind === "number" || kind === "range") && !(field("measure").value in computed),
  };
  for (const [name, visible] of Object.entries(shown)) {
    document.getElementById(`div_id_${name}`).hidden = !visible;
  }
}

form.addEventListener("change", (event) => {
  if (event.target.name === "measure" && event.target.value in computed) field("kind").value = computed[event.target.value];
  fit();
});
fit();
