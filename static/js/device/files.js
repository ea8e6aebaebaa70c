// The files of the form, which the person chose or took: kept on the device at once, shown with a small picture, and
// with how far each is on its way.

import { dropFile, filesOf, keepFile } from "./store.js";
import { listen } from "./news.js";
import { reduced, thumbnail } from "./photo.js";
import { piece, reason, say, size } from "./words.js";

/**
 * @param {HTMLFormElement} form
 * @param {string} id of the draft
 * @param {{changed: () => Promise<void>, moved: (share: number) => void}} on when a file came or went, and when so
 *   much of all files has arrived
 */
export function shelf(form, id, on) {
  const edge = Number(form.dataset.edge);
  const boxes = [...form.querySelectorAll("[data-upload]")];
  /** What is still being made smaller and stored; the form is not sent before. */
  let busy = Promise.resolve();

  const show = async () => {
    const files = await filesOf(id);
    for (const box of boxes) {
      const list = box.querySelector("[data-files]");
      const ours = files.filter((file) => file.purpose === box.dataset.upload);
      const rows = new Map([...list.children].map((row) => [row.dataset.file, row]));
      list.replaceChildren(...ours.map((file) => told(rows.get(file.id) ?? row(file), file)));
      list.hidden = !ours.length;
      const folded = ours.length && box.closest("details");
      if (folded) folded.open = true;
    }
  };

  const row = (file) => {
    const made = piece("file");
    made.dataset.file = file.id;
    made.querySelector(".file-name").textContent = file.name;
    made.querySelector("button").addEventListener("click", () => remove(file, made));
    made.querySelector("[data-whose]").textContent = file.name;
    thumbnail(file.content, made.querySelector("canvas"));
    return made;
  };

  const told = (made, file) => {
    const state = made.querySelector(".file-state");
    const wrong = file.errors.length > 0;
    state.textContent = wrong ? file.errors.map(reason).join(" ") : say(file.ticket ? "file-sent" : "file-kept", { size: size(file.content.size) });
    made.classList.toggle("is-rejected", wrong);
    made.classList.toggle("is-sent", Boolean(file.ticket));
    made.querySelector("progress").hidden = true;
    return made;
  };

  const remove = async (file, made) => {
    const next = made.nextElementSibling ?? made.previousElementSibling;
    await dropFile(file.id);
    await on.changed();
    await show();
    (next?.querySelector("button") ?? form.querySelector(`#id_files_${file.purpose}`)).focus();
  };

  const add = async (box, chosen) => {
    const state = box.querySelector("[data-upload-state]");
    state.textContent = say("file-preparing", { n: chosen.length });
    state.hidden = false;
    navigator.storage?.persist?.(); // a browser short of space would otherwise begin here
    for (const file of chosen) {
      const content = await reduced(file, edge);
      const kept = { id: crypto.randomUUID(), draft: id, purpose: box.dataset.upload, name: file.name };
      try {
        await keepFile({ ...kept, content, ticket: "", errors: [] });
      } catch {
        state.textContent = say("file-full", { name: file.name });
        return;
      }
    }
    state.hidden = true;
    await on.changed();
    await show();
  };

  for (const box of boxes) {
    box.addEventListener("change", (event) => {
      const input = event.target;
      if (input.type !== "file" || !input.files.length) return;
      const chosen = [...input.files];
      input.value = ""; // from here on the device keeps them, not the field
      busy = busy.then(() => add(box, chosen));
    });
  }

  listen((news) => {
    if (news.id !== id) return;
    if (news.kind === "changed") show();
    const made = news.kind === "progress" && form.querySelector(`[data-file="${news.file}"]`);
    if (!made) return;
    const bar = made.querySelector("progress");
    bar.hidden = false;
    bar.value = news.part;
    made.querySelector(".file-state").textContent = say("file-sending", { percent: Math.round(news.part * 100) });
    const sent = form.querySelectorAll(".file.is-sent").length;
    on.moved((sent + news.part) / form.querySelectorAll(".file").length);
  });

  return { show, ready: () => busy };
}
