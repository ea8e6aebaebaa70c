// One tab writes a form, the others follow. The browser's own lock says which; it ends with the tab, however that ends.

import { listen, tell } from "./news.js";

const PATIENCE = 2000; // a tab that sleeps does not answer

/**
 * @param {string} id of the draft
 * @param {{mine: () => Promise<void>, theirs: () => void, settle: () => Promise<void>}} on what to do when the form
 *   becomes ours, when another tab has it, and before it is handed over
 * @returns {{takeOver: () => void}}
 */
export function takeTurns(id, on) {
  /** @type {(() => void) | null} */
  let release = null;
  let waiting = new AbortController();
  let byForce = false;

  /** Ends when our turn has ended. */
  const turn = async (how) => {
    try {
      await navigator.locks.request(`siklus-form ${id}`, how, async (lock) => {
        if (!lock) return;
        await on.mine();
        await new Promise((resolve) => (release = resolve));
      });
    } catch (error) {
      // Another tab took it by force, or we stopped waiting in order to do so.
      if (error.name !== "AbortError") throw error;
    }
    release = null;
  };

  const next = () => {
    waiting = new AbortController();
    const how = byForce ? { steal: true } : { signal: waiting.signal };
    byForce = false;
    return how;
  };

  (async () => {
    await turn({ ifAvailable: true });
    for (;;) {
      on.theirs();
      await turn(next());
    }
  })();

  listen(async (news) => {
    if (news.kind !== "give" || news.id !== id || !release) return;
    await on.settle();
    release?.();
  });

  return {
    takeOver() {
      tell({ kind: "give", id });
      setTimeout(() => {
        if (release) return;
        byForce = true;
        waiting.abort();
      }, PATIENCE);
    },
  };
}
