// News between the tabs of one browser and its worker: what changed, how far a file is, who wants to write.

/**
 * @typedef {object} News
 * @property {"changed" | "progress" | "gone" | "give" | "stop"} kind
 * @property {string} id of the draft
 * @property {string} [file] which is on its way
 * @property {number} [part] of it that has arrived, 0 to 1
 * @property {string} [next] where what was sent can be seen
 */

const CHANNEL = "siklus";
const out = new BroadcastChannel(CHANNEL);

/** @param {News} news */
export const tell = (news) => out.postMessage(news);

/** @param {(news: News) => void} hear also what other scripts of the same page tell */
export function listen(hear) {
  new BroadcastChannel(CHANNEL).addEventListener("message", (event) => hear(event.data));
}
