// Lets one tab at a time edit a form. Uses the Web Locks API, because the browser releases the lock when a tab closes
// or crashes.

import { publish, subscribe } from "./broadcast.js";

const RELEASE_TIMEOUT = 2000; // a suspended tab does not answer, so its lock is stolen after this time

/**
 * @param {string} id of the draft
 * @param {{onAcquire: () => Promise<void>, onWait: () => void, beforeRelease: () => Promise<void>}} callbacks when this
 *   tab gets the lock, when another tab has it, and before this tab releases it to another tab
 * @returns {{takeOver: () => void}}
 */
export function lockForm(id, callbacks) {
  /** @type {(() => void) | null} */
  let release = null;
  let waiting = new AbortController();
  let steal = false;

  /** Resolves when this tab no longer has the lock. */
  const runWithLock = async (options) => {
    try {
      await navigator.locks.request(`siklus-form ${id}`, options, async (lock) => {
        if (!lock) return;
        await callbacks.onAcquire();
        await new Promise((resolve) => (release = resolve));
      });
    } catch (error) {
      // Another tab stole the lock, or this tab stopped waiting in order to steal it.
      if (error.name !== "AbortError") throw error;
    }
    release = null;
  };

  const nextOptions = () => {
    waiting = new AbortController();
    const options = steal ? { steal: true } : { signal: waiting.signal };
    steal = false;
    return options;
  };

  (async () => {
    await runWithLock({ ifAvailable: true });
    for (;;) {
      callbacks.onWait();
      await runWithLock(nextOptions());
    }
  })();

  subscribe(async (event) => {
    if (event.kind !== "give" || event.id !== id || !release) return;
    await callbacks.beforeRelease();
    release?.();
  });

  return {
    takeOver() {
      publish({ kind: "give", id });
      setTimeout(() => {
        if (release) return;
        steal = true;
        waiting.abort();
      }, RELEASE_TIMEOUT);
    },
  };
}
