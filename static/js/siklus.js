// Small comforts for every page; each page works without them.

// By Back nobody sees what the person before had open: such a page is asked for again.
const person = document.querySelector('meta[name="siklus-person"]')?.content ?? "";
const [arrival] = performance.getEntriesByType("navigation");
addEventListener("pageshow", (event) => {
  const fromMemory = event.persisted || arrival?.type === "back_forward";
  if (fromMemory && localStorage.siklusPerson !== person) location.reload();
  else localStorage.siklusPerson = person;
});

// Who signs out is told what has not been sent yet; it stays on the device until the same person is back.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-leaving") || form.dataset.asked) return;
  event.preventDefault();
  const { mayLeave } = await import("./device/leaving.js");
  if (!(await mayLeave())) return;
  form.dataset.asked = "1";
  form.requestSubmit();
});

// Guard against a second press: a form that is on its way takes no second submit.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (!navigator.onLine) {
    event.preventDefault();
    tellOffline(form);
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});

// Without a line the browser would put its own page in the place of what was typed.
function tellOffline(form) {
  const notice = document.querySelector("[data-offline]");
  form.prepend(notice);
  notice.hidden = false;
  notice.focus();
  addEventListener("online", () => (notice.hidden = true), { once: true });
}

// Coming back with the browser's Back button brings a usable form.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A filter applies as soon as it is chosen.
for (const form of document.querySelectorAll("form.filter-bar")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
}

// An open menu closes on Escape and on a press elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details.user-menu[open], details.top-menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// The error summary takes the focus, so that a screen reader begins there.
document.querySelector("[data-focus]")?.focus();
