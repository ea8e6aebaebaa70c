// Asks before something is thrown away.

/**
 * @param {string} name of the dialog
 * @param {string} about what it is asked of
 * @returns {Promise<boolean>}
 */
export function confirmed(name, about) {
  const dialog = document.querySelector(`dialog[data-confirm="${name}"]`);
  dialog.querySelector("[data-about]").textContent = about;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }),
  );
}
