// Signing out while something waits: the person is told, and decides.

import { draftsOf } from "./store.js";
import { confirmed } from "./confirm.js";
import { person } from "./person.js";

/** @returns {Promise<boolean>} at once where nothing waits, or nothing is kept */
export async function mayLeave() {
  const waiting = await draftsOf(person).catch(() => []);
  return !waiting.length || confirmed("leaving", waiting.map((each) => each.title).join(", "));
}
