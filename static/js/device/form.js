// The form and the draft tell each other what is written: fields by name, as the browser itself would send them.

const OURS = ["csrfmiddlewaretoken"];

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
export function written(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.includes(name));
}

/**
 * @param {HTMLFormElement} form
 * @param {[string, string][]} fields
 */
export function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || OURS.includes(control.name) || control.type === "file") continue;
    const given = values.get(control.name) ?? [];
    if (control.type === "radio" || control.type === "checkbox") control.checked = given.includes(control.value);
    else if (control.tagName !== "BUTTON") control.value = given[0] ?? "";
  }
  for (const folded of form.querySelectorAll("details")) {
    const typed = [...folded.querySelectorAll("input:not([type=radio]), textarea")];
    if (typed.some((each) => each.value && each.type !== "file")) folded.open = true;
  }
}

/** What the server said against the form: above it, and beside each field. */
export function complain(form, errors) {
  forgive(form);
  const list = form.querySelector("[data-errors]");
  for (const [name, sentences] of Object.entries(errors)) {
    const control = form.querySelector(`[name="${CSS.escape(name)}"]:not([type=hidden])`);
    for (const sentence of sentences) {
      list.querySelector("ul").append(entry(control, sentence));
      if (control) beside(control, sentence);
    }
  }
  list.hidden = false;
  list.focus();
}

export function forgive(form) {
  const list = form.querySelector("[data-errors]");
  list.hidden = true;
  list.querySelector("ul").replaceChildren();
  for (const each of form.querySelectorAll("[data-told]")) each.remove();
  for (const each of form.querySelectorAll(".is-invalid")) {
    each.classList.remove("is-invalid");
    each.removeAttribute("aria-invalid");
  }
}

function entry(control, sentence) {
  const line = document.createElement("li");
  const label = control && labelOf(control);
  if (!label) {
    line.textContent = sentence;
    return line;
  }
  const link = document.createElement("a");
  link.href = `#${control.id || label.id}`;
  link.textContent = plain(label);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const folded = control.closest("details");
    if (folded) folded.open = true;
    control.focus();
  });
  line.append(link, `: ${sentence}`);
  return line;
}

/** The words of a label without its marks. */
function plain(label) {
  const words = label.cloneNode(true);
  for (const mark of words.querySelectorAll(".asteriskField, .visually-hidden, .sub-inline")) mark.remove();
  return words.textContent.trim().replace(/\s+/g, " ");
}

const labelOf = (control) => control.closest(".answer")?.querySelector(".form-label") ?? control.labels?.[0];

function beside(control, sentence) {
  const words = document.createElement("p");
  words.className = "field-error";
  words.dataset.told = "";
  words.textContent = sentence;
  const place = control.closest(".answer, [id^=div_id_]") ?? control.parentElement;
  place.append(words);
  const folded = control.closest("details");
  if (folded) folded.open = true;
  if (control.type === "radio" || control.type === "file") return;
  control.classList.add("is-invalid");
  control.setAttribute("aria-invalid", "true");
}
