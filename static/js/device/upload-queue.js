// Uploads pending drafts: file by file, then the form. Runs in a page, or in the service worker when no page is open.
// An interrupted upload resumes at the first file that is not uploaded. The form's idempotency key (the field `key`)
// lets the server create one activity for repeated requests.

import { deleteDraft, getDrafts, getFiles, saveDraft, saveFile, updateRecord } from "./draft-store.js";
import { publish, subscribe } from "./broadcast.js";

/** @typedef {import("./draft-store.js").Draft} Draft */
/** @typedef {"" | "offline" | "sign-in" | "server"} Trouble reason why the upload stopped; "" for none */
/** @typedef {{person: string, token: string}} Session device key and CSRF token */

const LOCK = "siklus-send"; // tabs with an older version of the scripts use the same lock
const TIMEOUT = 5 * 60 * 1000;

/** @type {{id: string, abort: AbortController} | null} */
let current = null;

subscribe((event) => event.kind === "stop" && event.id === current?.id && current.abort.abort());

/** The lock allows one upload at a time across all tabs and the service worker. */
export const uploadPending = () => navigator.locks.request(LOCK, uploadAll);

/**
 * Makes a pending draft editable again, unless an upload is running.
 * @returns {Promise<boolean>}
 */
export const reopenDraft = (id) =>
  navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await updateRecord("drafts", id, { state: "writing", trouble: "" });
    return true;
  });

/** @returns {Promise<Trouble>} */
async function uploadAll() {
  const { session, trouble } = await getSession();
  const pending = (await getDrafts()).filter((draft) => draft.state === "waiting");
  for (const draft of pending) {
    if (session && draft.person !== session.person) continue;
    const draftTrouble = session ? await uploadDraft(draft, session) : trouble;
    await updateRecord("drafts", draft.id, { trouble: draftTrouble });
    publish({ kind: "changed", id: draft.id });
    if (session && draftTrouble) return draftTrouble;
  }
  return trouble;
}

/** @returns {Promise<{session?: Session, trouble: Trouble}>} */
async function getSession() {
  try {
    const response = await fetch("/device/", { redirect: "manual", cache: "no-store" });
    if (response.type === "opaqueredirect" || response.status === 401) return { trouble: "sign-in" };
    return response.ok ? { session: await response.json(), trouble: "" } : { trouble: "server" };
  } catch {
    return { trouble: "offline" };
  }
}

/**
 * @param {Draft} draft
 * @param {Session} session
 * @returns {Promise<Trouble>}
 */
async function uploadDraft(draft, session) {
  const abort = new AbortController();
  current = { id: draft.id, abort };
  try {
    return await uploadFilesAndForm(draft, session);
  } catch {
    if (abort.signal.aborted) await updateRecord("drafts", draft.id, { state: "writing" });
    return abort.signal.aborted ? "" : "offline";
  } finally {
    current = null;
  }
}

/** @returns {Promise<Trouble>} */
async function uploadFilesAndForm(draft, session, isRetry = false) {
  const trouble = await uploadFiles(draft, session);
  if (trouble !== null) return trouble;
  const response = await post(draft.address, await buildFormData(draft), session);
  if (response.status === 422 && response.body?.lost?.length && !isRetry) {
    await clearTickets(draft, response.body.lost);
    return uploadFilesAndForm(draft, session, true);
  }
  return handleResponse(draft, response);
}

/** @returns {Promise<Trouble | null>} null when all files are uploaded */
async function uploadFiles(draft, session) {
  for (const file of await getFiles(draft.id)) {
    if (file.ticket) continue;
    const body = new FormData();
    body.append("purpose", file.purpose);
    body.append("file", file.content, file.name);
    const response = await post(draft.evidence, body, session, (part) =>
      publish({ kind: "progress", id: draft.id, file: file.id, part }),
    );
    if (response.status === 201) {
      await updateRecord("files", file.id, { ticket: response.body.ticket, errors: [] });
      publish({ kind: "changed", id: draft.id });
    } else if (response.body?.errors || response.status === 413) {
      const errors = response.body?.errors ?? ["too-large"];
      await updateRecord("files", file.id, { errors });
      return rejectDraft(draft, { [`files_${file.purpose}`]: errors });
    } else {
      return handleResponse(draft, response);
    }
  }
  return null;
}

/**
 * Form fields of the draft, and the tickets of its files in the fields `held_<purpose>`, as the server expects them.
 * @param {Draft} draft
 */
async function buildFormData(draft) {
  const body = new FormData();
  for (const [name, value] of draft.fields) body.append(name, value);
  for (const file of await getFiles(draft.id)) body.append(`held_${file.purpose}`, file.ticket);
  return body;
}

/** @returns {Promise<Trouble>} */
async function handleResponse(draft, { status, body }) {
  if (status === 201) {
    await deleteDraft(draft.id, keyOf(draft));
    publish({ kind: "gone", id: draft.id, next: body.next });
    return "";
  }
  if (status === 422 && body?.errors) return rejectDraft(draft, body.errors);
  if (status === 401 || body?.other_person) return "sign-in";
  if (status === 409 && body?.next) return moveDraft(draft, body);
  if (body?.reasons) return rejectDraft(draft, { "": body.reasons });
  if (status === 404) return rejectDraft(draft, { "": ["gone"] });
  return "server";
}

/** @returns {Promise<Trouble>} */
async function rejectDraft(draft, errors) {
  await updateRecord("drafts", draft.id, { state: "refused", errors });
  return "";
}

/**
 * The server has already saved this key with different content; the draft becomes a change of the saved activity.
 * @returns {Promise<Trouble>}
 */
async function moveDraft(draft, { next, reasons }) {
  const id = `${draft.person} ${next}`;
  await saveDraft({ ...draft, id, address: next, state: "refused", errors: { "": reasons }, changed: Date.now() });
  for (const file of await getFiles(draft.id)) await saveFile({ ...file, id: crypto.randomUUID(), draft: id });
  await deleteDraft(draft.id, keyOf(draft));
  publish({ kind: "gone", id: draft.id, next });
  return "";
}

/** The server no longer has these files, so they are uploaded again. */
async function clearTickets(draft, lost) {
  for (const file of await getFiles(draft.id)) {
    if (lost.includes(file.ticket)) await updateRecord("files", file.id, { ticket: "" });
  }
}

/** @param {Draft} draft */
const keyOf = (draft) => draft.fields.find(([name]) => name === "key")?.[1] ?? "";

/**
 * @param {string} address
 * @param {FormData} body
 * @param {Session} session
 * @param {(part: number) => void} [onProgress]
 * @returns {Promise<{status: number, body: any}>} rejects on a network error, a timeout or an abort
 */
function post(address, body, session, onProgress) {
  const headers = { Accept: "application/json", "X-CSRFToken": session.token, "Siklus-Person": session.person };
  return typeof XMLHttpRequest === "undefined" ? postByFetch(address, body, headers) : postByXhr(address, body, headers, onProgress);
}

/** Service workers have no XMLHttpRequest; fetch reports no upload progress. */
async function postByFetch(address, body, headers) {
  const response = await fetch(address, {
    method: "POST",
    body,
    headers,
    redirect: "manual",
    signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT), current.abort.signal]),
  });
  return { status: response.status, body: await response.json().catch(() => null) };
}

function postByXhr(address, body, headers, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.timeout = TIMEOUT;
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded / event.total);
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error("request failed"));
    current.abort.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}
