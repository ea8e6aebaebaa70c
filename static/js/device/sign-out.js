// Asks for confirmation before signing out while drafts are not uploaded.

import { getDraftsOf } from "./draft-store.js";
import { askConfirmation } from "./confirm-dialog.js";
import { deviceKey } from "./device-key.js";

/** @returns {Promise<boolean>} true without a question when there are no drafts or IndexedDB is unavailable */
export async function confirmSignOut() {
  const drafts = await getDraftsOf(deviceKey).catch(() => []);
  return !drafts.length || askConfirmation("sign-out", drafts.map((draft) => draft.title).join(", "));
}
