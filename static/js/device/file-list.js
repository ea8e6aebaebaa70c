// File list of the activity form: stores selected files in IndexedDB and shows thumbnail, state and upload progress.

import { deleteFile, getFiles, saveFile } from "./draft-store.js";
import { subscribe } from "./broadcast.js";
import { drawThumbnail, resizePhoto } from "./photo-resize.js";
import { cloneFragment, errorMessage, formatSize, message } from "./messages.js";

/**
 * @param {HTMLFormElement} form
 * @param {string} id of the draft
 * @param {{onChange: () => Promise<void>, onProgress: (share: number) => void}} callbacks after a file is added or
 *   removed, and with the uploaded share of all files, 0 to 1
 */
export function createFileList(form, id, callbacks) {
  const maxEdge = Number(form.dataset.maxEdge);
  const boxes = [...form.querySelectorAll("[data-upload]")];
  /** Pending resizing and storing; submitting waits for it. */
  let pending = Promise.resolve();

  const show = async () => {
    const files = await getFiles(id);
    for (const box of boxes) {
      const list = box.querySelector("[data-files]");
      const boxFiles = files.filter((file) => file.purpose === box.dataset.upload);
      const rows = new Map([...list.children].map((row) => [row.dataset.file, row]));
      list.replaceChildren(...boxFiles.map((file) => updateRow(rows.get(file.id) ?? createRow(file), file)));
      list.hidden = !boxFiles.length;
      const details = boxFiles.length && box.closest("details");
      if (details) details.open = true;
    }
  };

  const createRow = (file) => {
    const row = cloneFragment("file");
    row.dataset.file = file.id;
    row.querySelector(".file-name").textContent = file.name;
    row.querySelector("button").addEventListener("click", () => remove(file, row));
    row.querySelector("[data-file-label]").textContent = file.name;
    drawThumbnail(file.content, row.querySelector("canvas"));
    return row;
  };

  const updateRow = (row, file) => {
    const state = row.querySelector(".file-state");
    const isRejected = file.errors.length > 0;
    state.textContent = isRejected ? file.errors.map(errorMessage).join(" ") : message(file.ticket ? "file-sent" : "file-saved", { size: formatSize(file.content.size) });
    row.classList.toggle("is-rejected", isRejected);
    row.classList.toggle("is-sent", Boolean(file.ticket));
    row.querySelector("progress").hidden = true;
    return row;
  };

  const remove = async (file, row) => {
    const neighbor = row.nextElementSibling ?? row.previousElementSibling;
    await deleteFile(file.id);
    await callbacks.onChange();
    await show();
    (neighbor?.querySelector("button") ?? form.querySelector(`#id_files_${file.purpose}`)).focus();
  };

  const add = async (box, selected) => {
    const state = box.querySelector("[data-upload-state]");
    state.textContent = message("file-preparing", { n: selected.length });
    state.hidden = false;
    navigator.storage?.persist?.(); // keeps the browser from evicting the files when storage is short
    for (const file of selected) {
      const content = await resizePhoto(file, maxEdge);
      const record = { id: crypto.randomUUID(), draft: id, purpose: box.dataset.upload, name: file.name };
      try {
        await saveFile({ ...record, content, ticket: "", errors: [] });
      } catch {
        state.textContent = message("file-full", { name: file.name });
        return;
      }
    }
    state.hidden = true;
    await callbacks.onChange();
    await show();
  };

  for (const box of boxes) {
    box.addEventListener("change", (event) => {
      const input = event.target;
      if (input.type !== "file" || !input.files.length) return;
      const selected = [...input.files];
      input.value = ""; // IndexedDB stores the files, so the input must not submit them, too
      pending = pending.then(() => add(box, selected));
    });
  }

  subscribe((event) => {
    if (event.id !== id) return;
    if (event.kind === "changed") show();
    const row = event.kind === "progress" && form.querySelector(`[data-file="${event.file}"]`);
    if (!row) return;
    const progressBar = row.querySelector("progress");
    progressBar.hidden = false;
    progressBar.value = event.part;
    row.querySelector(".file-state").textContent = message("file-sending", { percent: Math.round(event.part * 100) });
    const sentCount = form.querySelectorAll(".file.is-sent").length;
    callbacks.onProgress((sentCount + event.part) / form.querySelectorAll(".file").length);
  });

  return { show, ready: () => pending };
}
