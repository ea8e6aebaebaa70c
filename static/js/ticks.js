// One box ticks all the boxes of its form that bear the name it holds.
for (const all of document.querySelectorAll("[data-tick-all]")) {
  const boxes = [...all.form.querySelectorAll(`input[name="${all.dataset.tickAll}"]`)];
  all.closest("label").hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  all.form.addEventListener("change", () => (all.checked = boxes.every((box) => box.checked)));
}
