// Registers the service worker and starts uploads: when a page opens, when the connection returns, and by Background Sync.

import { getDraftsOf } from "./draft-store.js";
import { uploadPending } from "./upload-queue.js";
import { deviceKey } from "./device-key.js";

// Browsers keep a registered tag after an update of the app, so its name must not change.
const SYNC_TAG = "siklus-send";

const registered = navigator.serviceWorker?.register("/sw.js", { type: "module" }).catch(() => null);

// The browser loaded this page before it installed the service worker; ask the worker to cache the page afterwards.
if (registered && !navigator.serviceWorker.controller) {
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ opened: location.href, person: deviceKey }));
}

/** @returns {Promise<import("./upload-queue.js").Trouble>} */
export async function startUpload() {
  const hasPending = (await getDraftsOf(deviceKey)).some((draft) => draft.state === "waiting");
  if (!hasPending) return "";
  requestBackgroundSync();
  return uploadPending();
}

/** Lets the service worker continue the upload after the page is closed, in browsers with Background Sync. */
async function requestBackgroundSync() {
  try {
    const registration = (await registered) && (await navigator.serviceWorker.ready);
    await registration?.sync?.register(SYNC_TAG);
  } catch {
    // Background Sync is not permitted or not supported; the page uploads by itself.
  }
}

addEventListener("online", () => deviceKey && startUpload());
