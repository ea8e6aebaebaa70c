// Events between the tabs of one browser and the service worker, over a BroadcastChannel.

/**
 * Tabs with an older version of the scripts can be open during an update, so the values of `kind` must not change.
 *
 * changed: the draft or its files changed. progress: upload progress of a file. gone: the draft was sent and deleted.
 * give: another tab requests the form lock. stop: the user cancels the upload.
 *
 * @typedef {object} DraftEvent
 * @property {"changed" | "progress" | "gone" | "give" | "stop"} kind
 * @property {string} id of the draft
 * @property {string} [file] id of the uploading file
 * @property {number} [part] uploaded share of the file, 0 to 1
 * @property {string} [next] address of the saved activity
 */

const CHANNEL = "siklus";
const sender = new BroadcastChannel(CHANNEL);

/** @param {DraftEvent} event */
export const publish = (event) => sender.postMessage(event);

/**
 * A channel does not receive its own messages. Each listener has its own channel, so it also receives events of
 * other modules on the same page.
 * @param {(event: DraftEvent) => void} listener
 */
export function subscribe(listener) {
  new BroadcastChannel(CHANNEL).addEventListener("message", ({ data }) => listener(data));
}
