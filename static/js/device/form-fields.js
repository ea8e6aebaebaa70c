// Reads and fills the fields of a form, and shows validation errors beside them.

const EXCLUDED = ["csrfmiddlewaretoken"];

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]} names and values as the browser would submit them, without files
 */
export function readFields(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !EXCLUDED.includes(name));
}

/**
 * @param {HTMLFormElement} form
 * @param {[string, string][]} fields
 */
export function fillFields(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || EXCLUDED.includes(control.name) || control.type === "file") continue;
    const given = values.get(control.name) ?? [];
    if (control.type === "radio" || control.type === "checkbox") control.checked = given.includes(control.value);
    else if (control.tagName !== "BUTTON") control.value = given[0] ?? "";
  }
  for (const details of form.querySelectorAll("details")) {
    const inputs = [...details.querySelectorAll("input:not([type=radio]), textarea")];
    if (inputs.some((input) => input.value && input.type !== "file")) details.open = true;
  }
}

/** Shows the server's errors in the summary above the form and beside each field. */
export function showErrors(form, errors) {
  clearErrors(form);
  const summary = form.querySelector("[data-errors]");
  for (const [name, messages] of Object.entries(errors)) {
    const control = form.querySelector(`[name="${CSS.escape(name)}"]:not([type=hidden])`);
    for (const message of messages) {
      summary.querySelector("ul").append(summaryItem(control, message));
      if (control) showFieldError(control, message);
    }
  }
  summary.hidden = false;
  summary.focus();
}

export function clearErrors(form) {
  const summary = form.querySelector("[data-errors]");
  summary.hidden = true;
  summary.querySelector("ul").replaceChildren();
  for (const element of form.querySelectorAll("[data-field-error]")) element.remove();
  for (const control of form.querySelectorAll(".is-invalid")) {
    control.classList.remove("is-invalid");
    control.removeAttribute("aria-invalid");
  }
}

function summaryItem(control, message) {
  const item = document.createElement("li");
  const label = control && labelOf(control);
  if (!label) {
    item.textContent = message;
    return item;
  }
  const link = document.createElement("a");
  link.href = `#${control.id || label.id}`;
  link.textContent = labelText(label);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const details = control.closest("details");
    if (details) details.open = true;
    control.focus();
  });
  item.append(link, `: ${message}`);
  return item;
}

/** Text of a label without the asterisk and the hints inside it. */
function labelText(label) {
  const copy = label.cloneNode(true);
  for (const element of copy.querySelectorAll(".asteriskField, .visually-hidden, .sub-inline")) element.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
}

const labelOf = (control) => control.closest(".answer")?.querySelector(".form-label") ?? control.labels?.[0];

function showFieldError(control, message) {
  const element = document.createElement("p");
  element.className = "field-error";
  element.dataset.fieldError = "";
  element.textContent = message;
  const container = control.closest(".answer, [id^=div_id_]") ?? control.parentElement;
  container.append(element);
  const details = control.closest("details");
  if (details) details.open = true;
  if (control.type === "radio" || control.type === "file") return;
  control.classList.add("is-invalid");
  control.setAttribute("aria-invalid", "true");
}
