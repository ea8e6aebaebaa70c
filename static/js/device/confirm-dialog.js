// Confirmation dialog before a destructive action.

/**
 * @param {string} name value of `data-confirm` of the dialog
 * @param {string} subject the affected item, shown in the dialog
 * @returns {Promise<boolean>} whether the user confirmed
 */
export function askConfirmation(name, subject) {
  const dialog = document.querySelector(`dialog[data-confirm="${name}"]`);
  dialog.querySelector("[data-subject]").textContent = subject;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }),
  );
}
