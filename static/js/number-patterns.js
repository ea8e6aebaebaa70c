// Shows an example document number below each number pattern. The server validates the patterns.
const { year, month, roman, example } = document.querySelector("[data-number-patterns]").dataset;
const values = { seq: "7", year, month, roman_month: roman };

function formatNumber(pattern) {
  return pattern.replace(/\{(\w+)(?::(0?)(\d))?\}/g, (placeholder, name, zero, width) =>
    name in values ? values[name].padStart(Number(width ?? 0), zero ? "0" : " ") : placeholder,
  );
}

for (const input of document.querySelectorAll("[data-pattern]")) {
  const output = document.createElement("output");
  output.className = "number-example";
  output.htmlFor = input.id;
  input.closest(".mb-3").append(output);
  const show = () => (output.textContent = `${example} ${formatNumber(input.value)}`);
  input.addEventListener("input", show);
  show();
}
