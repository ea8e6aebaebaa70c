// "Select all" checkbox: checks every checkbox in its form with the name given in `data-select-all`.
for (const selectAll of document.querySelectorAll("[data-select-all]")) {
  const checkboxes = [...selectAll.form.querySelectorAll(`input[name="${selectAll.dataset.selectAll}"]`)];
  selectAll.closest("label").hidden = false;
  selectAll.addEventListener("change", () => checkboxes.forEach((checkbox) => (checkbox.checked = selectAll.checked)));
  selectAll.form.addEventListener("change", () => (selectAll.checked = checkboxes.every((checkbox) => checkbox.checked)));
}
