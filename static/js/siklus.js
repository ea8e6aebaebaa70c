// Enhancements for every page. All pages work without this script.

// Reload a page from the back/forward cache if another user has signed in since.
const deviceKey = document.querySelector('meta[name="siklus-person"]')?.content ?? "";
const [navigation] = performance.getEntriesByType("navigation");
addEventListener("pageshow", (event) => {
  const fromHistory = event.persisted || navigation?.type === "back_forward";
  if (fromHistory && localStorage.siklusPerson !== deviceKey) location.reload();
  else localStorage.siklusPerson = deviceKey;
});

// Ask for confirmation before signing out while drafts are not uploaded.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-sign-out") || form.dataset.confirmed) return;
  event.preventDefault();
  const { confirmSignOut } = await import("./device/sign-out.js");
  if (!(await confirmSignOut())) return;
  form.dataset.confirmed = "1";
  form.requestSubmit();
});

// Prevent a second submission, such as by a double click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (!navigator.onLine) {
    event.preventDefault();
    showOfflineNotice(form);
    return;
  }
  if (form.dataset.submitted) {
    event.preventDefault();
    return;
  }
  form.dataset.submitted = "1";
  setTimeout(() => delete form.dataset.submitted, 8000);
});

// While offline, a submission would replace the filled-in form with the browser's error page.
function showOfflineNotice(form) {
  const notice = document.querySelector("[data-offline-notice]");
  form.prepend(notice);
  notice.hidden = false;
  notice.focus();
  addEventListener("online", () => (notice.hidden = true), { once: true });
}

// Allow submission again after the user returns with the Back button.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-submitted]")) delete form.dataset.submitted;
});

// Apply a filter when it is selected.
for (const form of document.querySelectorAll("form.filter-bar")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
}

// Close an open menu with Escape.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.user-menu[open], details.top-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Focus the error summary, so that screen readers start there.
document.querySelector("[data-error-summary]")?.focus();
