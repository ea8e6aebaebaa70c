// Activity form that works without a connection: saves every change as a draft in IndexedDB and uploads it.

import { deleteDraft, deleteExpired, getDraft, isKeySent, openDatabase, saveDraft } from "./draft-store.js";
import { startUpload } from "./background-sync.js";
import { reopenDraft } from "./upload-queue.js";
import { clearErrors, fillFields, readFields, showErrors } from "./form-fields.js";
import { publish, subscribe } from "./broadcast.js";
import { deviceKey } from "./device-key.js";
import { createFileList } from "./file-list.js";
import { lockForm } from "./form-lock.js";
import { errorMessage, formatTime, message } from "./messages.js";
import { askConfirmation } from "./confirm-dialog.js";

const SAVE_DELAY = 300;

/** @param {HTMLFormElement} form */
function start(form) {
  const address = form.getAttribute("action") || location.pathname;
  const id = `${deviceKey} ${address}`;
  const panel = form.querySelector("[data-draft]");
  const formBodies = form.querySelectorAll("[data-form-body]");
  const initialFields = readFields(form);
  const fileList = createFileList(form, id, { onChange: () => save(), onProgress: (share) => showProgress(share) });
  let hasLock = false;
  let saveTimer = 0;
  let saving = Promise.resolve();
  /** @type {import("./draft-store.js").Draft | undefined} the draft as stored in IndexedDB */
  let stored;

  // Saving the draft

  const save = (changes = {}) => {
    clearTimeout(saveTimer);
    saveTimer = 0;
    const { evidenceUrl: evidence, title } = form.dataset;
    const base = stored ?? { id, person: deviceKey, address, state: "writing", trouble: "", errors: {} };
    stored = { ...base, evidence, title, fields: readFields(form), changed: Date.now(), ...changes };
    saving = saveDraft(stored).then(() => publish({ kind: "changed", id }));
    return saving;
  };

  const flush = async () => {
    await fileList.ready();
    await (saveTimer ? save() : saving);
  };

  form.addEventListener("input", () => {
    if (!hasLock) return;
    clearTimeout(saveTimer);
    saveTimer = setTimeout(save, SAVE_DELAY);
  });
  addEventListener("pagehide", () => saveTimer && save());
  document.addEventListener("visibilitychange", () => document.hidden && saveTimer && save());

  // Showing the state of the draft

  const show = async () => {
    const previousState = stored?.state;
    stored = await getDraft(id);
    if (!hasLock || stored?.state === "waiting") fillFields(form, stored?.fields ?? initialFields);
    const isReadOnly = !hasLock || stored?.state === "waiting";
    for (const body of formBodies) body.inert = isReadOnly;
    panel.hidden = !stored && hasLock;
    panel.dataset.state = panelState();
    panel.querySelector("h2").textContent = message(`draft-${panel.dataset.state}`);
    panel.querySelector("p").textContent = panelDetails();
    for (const button of panel.querySelectorAll("button")) button.hidden = !button.dataset.states.includes(panel.dataset.state);
    if (hasLock && stored?.state === "refused" && previousState !== "refused") showErrors(form, errorMessages(stored.errors));
    if (panel.dataset.state !== "sending") progressBar.hidden = true;
    await fileList.show();
  };

  const progressBar = panel.querySelector("progress");
  const showProgress = (share) => {
    progressBar.hidden = false;
    progressBar.value = share;
  };

  /** @returns {"elsewhere" | "sending" | "waiting" | "writing"} a refused draft is edited again, so it is "writing" */
  const panelState = () => {
    if (!hasLock) return "elsewhere";
    if (stored?.state !== "waiting") return "writing";
    return stored.trouble ? "waiting" : "sending";
  };
  const panelDetails = () => {
    if (!hasLock) return message("draft-elsewhere-details");
    if (stored?.state === "waiting") return message(`trouble-${stored.trouble || "sending"}`);
    return stored ? message("draft-saved", { time: formatTime(stored.changed) }) : "";
  };
  const errorMessages = (errors) =>
    Object.fromEntries(Object.entries(errors).map(([name, codes]) => [name, codes.map(errorMessage)]));

  // Lock between tabs

  const { takeOver } = lockForm(id, {
    async onAcquire() {
      hasLock = true;
      const draft = await getDraft(id);
      if (draft) fillFields(form, draft.fields);
      stored = undefined;
      await show();
    },
    onWait() {
      hasLock = false;
      show();
    },
    beforeRelease: flush,
  });

  // User actions

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!hasLock) return;
    clearErrors(form);
    await flush();
    await save({ state: "waiting", trouble: "", errors: {} });
    await show();
    panel.focus();
    await upload();
  });

  const upload = async () => {
    const trouble = await startUpload();
    if (trouble !== "sign-in") return show();
    location.assign(`${form.dataset.signIn}?waiting&next=${encodeURIComponent(address)}`);
  };

  const actions = {
    send: upload,
    stop: () => publish({ kind: "stop", id }),
    "take-over": takeOver,
    async change() {
      if (await reopenDraft(id)) await show();
    },
    async discard() {
      if (!(await askConfirmation("discard", form.dataset.title))) return;
      await flush();
      await deleteDraft(id);
      publish({ kind: "changed", id });
      fillFields(form, initialFields);
      clearErrors(form);
      await show();
      form.querySelector("input:not([type=hidden])").focus();
    },
  };
  panel.addEventListener("click", (event) => actions[event.target.closest("button")?.dataset.action]?.());

  subscribe((event) => {
    if (event.id !== id) return;
    if (event.kind === "gone") location.replace(event.next);
    if (event.kind === "changed" && !(hasLock && saveTimer)) show();
  });
}

/**
 * Replaces an idempotency key that was already sent, which a page from the service worker's cache can contain.
 * @returns {Promise<boolean>} false when the page reloads to get a new key from the server
 */
async function ensureUnusedKey(form) {
  const key = form.elements.key;
  const isNew = !form.getAttribute("action") && location.pathname.endsWith("/new/");
  if (!isNew || !(await isKeySent(key.value))) return true;
  const [navigation] = performance.getEntriesByType("navigation");
  if (navigator.onLine && navigation.type !== "reload") {
    location.reload();
    return false;
  }
  form.reset();
  key.value = crypto.randomUUID();
  return true;
}

addEventListener("pageshow", (event) => event.persisted && location.reload());

const form = document.querySelector("form[data-activity-form]");
const canStoreDrafts = isSecureContext && (await openDatabase().then(() => true, () => false));
if (!canStoreDrafts) {
  await import("../file-inputs.js"); // without IndexedDB the browser submits the form itself
} else if (await ensureUnusedKey(form)) {
  start(form);
  await deleteExpired(deviceKey);
  await startUpload();
}
