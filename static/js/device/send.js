// Sends what waits: file after file, then the form. Runs in a page, or in the worker when no page is open.
// Whatever breaks off is taken up where it stopped; the key of the form makes one activity of many attempts.

import { change, drafts, drop, filesOf, keep, keepFile } from "./store.js";
import { listen, tell } from "./news.js";

/** @typedef {import("./store.js").Draft} Draft */
/** @typedef {"" | "offline" | "sign-in" | "server"} Trouble "" when nothing stands in the way */
/** @typedef {{person: string, token: string}} Session */

const LOCK = "siklus-send";
const PATIENCE = 5 * 60 * 1000;

/** @type {{id: string, stop: AbortController} | null} */
let underWay = null;

listen((news) => news.kind === "stop" && news.id === underWay?.id && underWay.stop.abort());

/** One after the other, whoever asks. */
export const sendWaiting = () => navigator.locks.request(LOCK, sendAll);

/**
 * Takes a draft back to be changed, unless it is on its way at this moment.
 * @returns {Promise<boolean>}
 */
export const takeBack = (id) =>
  navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await change("drafts", id, { state: "writing", trouble: "" });
    return true;
  });

/** @returns {Promise<Trouble>} what stopped it */
async function sendAll() {
  const { session, trouble } = await whoseSession();
  const waiting = (await drafts()).filter((each) => each.state === "waiting");
  for (const each of waiting) {
    if (session && each.person !== session.person) continue;
    const met = session ? await sendDraft(each, session) : trouble;
    await change("drafts", each.id, { trouble: met });
    tell({ kind: "changed", id: each.id });
    if (session && met) return met;
  }
  return trouble;
}

/** @returns {Promise<{session?: Session, trouble: Trouble}>} */
async function whoseSession() {
  try {
    const answer = await fetch("/device/", { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 401) return { trouble: "sign-in" };
    return answer.ok ? { session: await answer.json(), trouble: "" } : { trouble: "server" };
  } catch {
    return { trouble: "offline" };
  }
}

/**
 * @param {Draft} each
 * @param {Session} session
 * @returns {Promise<Trouble>}
 */
async function sendDraft(each, session) {
  const stop = new AbortController();
  underWay = { id: each.id, stop };
  try {
    return await sendAllOf(each, session);
  } catch {
    if (stop.signal.aborted) await change("drafts", each.id, { state: "writing" });
    return stop.signal.aborted ? "" : "offline";
  } finally {
    underWay = null;
  }
}

/** @returns {Promise<Trouble>} */
async function sendAllOf(each, session, again = false) {
  const trouble = await sendFiles(each, session);
  if (trouble !== null) return trouble;
  const answer = await post(each.address, await formOf(each), session);
  if (answer.status === 422 && answer.body?.lost?.length && !again) {
    await forgetTickets(each, answer.body.lost);
    return sendAllOf(each, session, true);
  }
  return conclude(each, answer);
}

/** @returns {Promise<Trouble | null>} null when all have arrived */
async function sendFiles(each, session) {
  for (const file of await filesOf(each.id)) {
    if (file.ticket) continue;
    const body = new FormData();
    body.append("purpose", file.purpose);
    body.append("file", file.content, file.name);
    const answer = await post(each.evidence, body, session, (part) =>
      tell({ kind: "progress", id: each.id, file: file.id, part }),
    );
    if (answer.status === 201) {
      await change("files", file.id, { ticket: answer.body.ticket, errors: [] });
      tell({ kind: "changed", id: each.id });
    } else if (answer.body?.errors || answer.status === 413) {
      const errors = answer.body?.errors ?? ["too-large"];
      await change("files", file.id, { errors });
      return refuse(each, { [`files_${file.purpose}`]: errors });
    } else {
      return conclude(each, answer);
    }
  }
  return null;
}

/** @param {Draft} each */
async function formOf(each) {
  const body = new FormData();
  for (const [name, value] of each.fields) body.append(name, value);
  for (const file of await filesOf(each.id)) body.append(`held_${file.purpose}`, file.ticket);
  return body;
}

/** @returns {Promise<Trouble>} */
async function conclude(each, { status, body }) {
  if (status === 201) {
    await drop(each.id, keyOf(each));
    tell({ kind: "gone", id: each.id, next: body.next });
    return "";
  }
  if (status === 422 && body?.errors) return refuse(each, body.errors);
  if (status === 401 || body?.other_person) return "sign-in";
  if (status === 409 && body?.next) return moveTo(each, body);
  if (body?.reasons) return refuse(each, { "": body.reasons });
  if (status === 404) return refuse(each, { "": ["gone"] });
  return "server";
}

/** @returns {Promise<Trouble>} */
async function refuse(each, errors) {
  await change("drafts", each.id, { state: "refused", errors });
  return "";
}

/** It was saved before and says something else now: the draft goes on as a change of that activity. */
async function moveTo(each, { next, reasons }) {
  const id = `${each.person} ${next}`;
  await keep({ ...each, id, address: next, state: "refused", errors: { "": reasons }, changed: Date.now() });
  for (const file of await filesOf(each.id)) await keepFile({ ...file, id: crypto.randomUUID(), draft: id });
  await drop(each.id, keyOf(each));
  tell({ kind: "gone", id: each.id, next });
  return "";
}

async function forgetTickets(each, lost) {
  for (const file of await filesOf(each.id)) {
    if (lost.includes(file.ticket)) await change("files", file.id, { ticket: "" });
  }
}

/** @param {Draft} each */
const keyOf = (each) => each.fields.find(([name]) => name === "key")?.[1] ?? "";

/**
 * @param {string} address
 * @param {FormData} body
 * @param {Session} session
 * @param {(part: number) => void} [progress]
 * @returns {Promise<{status: number, body: any}>} rejects when nothing arrived
 */
function post(address, body, session, progress) {
  const headers = { Accept: "application/json", "X-CSRFToken": session.token, "Siklus-Person": session.person };
  return typeof XMLHttpRequest === "undefined" ? postByFetch(address, body, headers) : postByXhr(address, body, headers, progress);
}

/** A worker has nothing else; it cannot tell how far a file is. */
async function postByFetch(address, body, headers) {
  const answer = await fetch(address, {
    method: "POST",
    body,
    headers,
    redirect: "manual",
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), underWay.stop.signal]),
  });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

function postByXhr(address, body, headers, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.timeout = PATIENCE;
    if (progress) request.upload.onprogress = (event) => progress(event.loaded / event.total);
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error("nothing arrived"));
    underWay.stop.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}
