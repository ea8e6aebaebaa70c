// Form of an acceptance criterion: hides fields that do not apply to the selected kind, and sets the kind when the
// selected measure is computed by the system.

const form = document.querySelector("form.form-page");
const field = (name) => form.elements[name];
/** Computed measure -> its kind */
const COMPUTED_MEASURES = { on_time: "percentage", completion: "percentage", evidence: "percentage", checklist: "percentage", downtime: "number", open_findings: "number" };

function updateVisibility() {
  const kind = field("kind").value;
  const isRange = kind === "range" || field("operator").value === "between";
  const visibility = {
    operator: kind !== "yes_no" && kind !== "range",
    target: kind !== "yes_no",
    target_max: kind !== "yes_no" && isRange,
    unit: (kind === "number" || kind === "range") && !(field("measure").value in COMPUTED_MEASURES),
  };
  for (const [name, isVisible] of Object.entries(visibility)) {
    document.getElementById(`div_id_${name}`).hidden = !isVisible;
  }
}

form.addEventListener("change", (event) => {
  if (event.target.name === "measure" && event.target.value in COMPUTED_MEASURES) field("kind").value = COMPUTED_MEASURES[event.target.value];
  updateVisibility();
});
updateVisibility();
