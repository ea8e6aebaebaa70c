// Fetches suggestions while the user types into a field. Without this script the user types the whole text.

const DELAY_MS = 200;

for (const [number, input] of document.querySelectorAll("input[data-suggestions]").entries()) {
  const list = document.createElement("datalist");
  list.id = `suggestions-${number}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer;
  let latest = 0;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(update, DELAY_MS);
  });

  async function update() {
    const text = input.value.trim();
    const current = ++latest;
    if (!text) return list.replaceChildren();
    const response = await fetch(`${input.dataset.suggestions}?${new URLSearchParams({ q: text })}`);
    if (!response.ok || current !== latest) return;
    const { suggestions } = await response.json();
    list.replaceChildren(...suggestions.map(({ value, label }) => Object.assign(new Option(label, value), { label })));
  }
}
