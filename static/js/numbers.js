// Shows below each pattern the number that it would make today; the server says whether the pattern is good.
const { year, month, roman, example } = document.querySelector("[data-numbers]").dataset;
const values = { seq: "7", year, month, roman_month: roman };

function number(pattern) {
  return pattern.replace(/\{(\w+)(?::(0?)(\d))?\}/g, (whole, name, zero, width) =>
    name in values ? values[name].padStart(Number(width ?? 0), zero ? "0" : " ") : whole,
  );
}

for (const input of document.querySelectorAll("[data-pattern]")) {
  const said = document.createElement("output");
  said.className = "number-example";
  said.htmlFor = input.id;
  input.closest(".mb-3").append(said);
  const show = () => (said.textContent = `${example} ${number(input.value)}`);
  input.addEventListener("input", show);
  show();
}
