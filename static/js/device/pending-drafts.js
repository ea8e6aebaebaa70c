// Panel with the user's drafts that are not uploaded yet, and their upload progress.

import { deleteDraft, getDraftsOf, getFiles } from "./draft-store.js";
import { startUpload } from "./background-sync.js";
import { askConfirmation } from "./confirm-dialog.js";
import { publish, subscribe } from "./broadcast.js";
import { deviceKey } from "./device-key.js";
import { cloneFragment, formatTime, message } from "./messages.js";

/** @typedef {import("./draft-store.js").Draft} Draft */

/** Draft state -> suffix of the message `pending-...` */
const STATE_MESSAGES = { writing: "writing", waiting: "sending", refused: "refused" };
const panel = document.querySelector("[data-pending-drafts]");
const list = panel.querySelector("ul");

async function show() {
  const drafts = deviceKey ? await getDraftsOf(deviceKey) : [];
  const sentRows = [...list.querySelectorAll("[data-sent]")];
  list.replaceChildren(...sentRows, ...(await Promise.all(drafts.map(createRow))));
  panel.hidden = !list.children.length;
}

/** @param {Draft} draft */
async function createRow(draft) {
  const row = cloneFragment("pending-draft");
  const files = await getFiles(draft.id);
  row.dataset.id = draft.id;
  row.querySelector("a").href = draft.address;
  row.querySelector("[data-title]").textContent = draft.title;
  row.querySelector("[data-state]").textContent = stateMessage(draft);
  row.querySelector("[data-details]").textContent = message("pending-details", { n: files.length, time: formatTime(draft.changed) });
  row.querySelector("[data-action=send]").hidden = draft.state !== "waiting" || !draft.trouble;
  row.querySelector("[data-action=send]").addEventListener("click", startUpload);
  row.querySelector("[data-action=discard]").addEventListener("click", () => discard(draft));
  return row;
}

/** @param {Draft} draft */
function stateMessage(draft) {
  return draft.state === "waiting" && draft.trouble ? message(`trouble-${draft.trouble}`) : message(`pending-${STATE_MESSAGES[draft.state]}`);
}

/** @param {Draft} draft */
async function discard(draft) {
  if (!(await askConfirmation("discard", draft.title))) return;
  await deleteDraft(draft.id);
  publish({ kind: "changed", id: draft.id });
}

function updateRow(event) {
  const row = list.querySelector(`[data-id="${CSS.escape(event.id)}"]`);
  if (!row) return;
  if (event.kind === "progress") {
    const progressBar = row.querySelector("progress");
    progressBar.hidden = false;
    progressBar.value = event.part;
  }
  if (event.kind === "gone") {
    row.dataset.sent = "";
    row.removeAttribute("data-id");
    row.querySelector("a").href = event.next;
    row.querySelector("[data-state]").textContent = message("pending-sent");
    for (const element of row.querySelectorAll("button, progress, [data-details]")) element.remove();
  }
}

subscribe((event) => {
  updateRow(event);
  if (event.kind === "changed") show();
});
try {
  await show();
  await startUpload();
} catch {
  panel.hidden = true; // IndexedDB is unavailable in this browser
}
