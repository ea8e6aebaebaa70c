// Sets sending off whenever there is hope: when a page opens, when the line is back, and later through the worker.

import { draftsOf } from "./store.js";
import { sendWaiting } from "./send.js";
import { person } from "./person.js";

const TAG = "siklus-send";

const worker = navigator.serviceWorker?.register("/sw.js", { type: "module" }).catch(() => null);

// The first page came before the worker; it is shown to it afterwards, so that a copy of it is kept, too.
if (worker && !navigator.serviceWorker.controller) {
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ opened: location.href, person }));
}

/** @returns {Promise<import("./send.js").Trouble>} */
export async function send() {
  const waits = (await draftsOf(person)).some((each) => each.state === "waiting");
  if (!waits) return "";
  askWorker();
  return sendWaiting();
}

/** Where the browser knows it, the worker sends even after the page was closed. */
async function askWorker() {
  try {
    const registration = (await worker) && (await navigator.serviceWorker.ready);
    await registration?.sync?.register(TAG);
  } catch {
    // Not allowed or not known here: the page sends by itself.
  }
}

addEventListener("online", () => person && send());
