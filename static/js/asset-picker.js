// Offers assets while a code is typed; without this the whole code is typed by hand.

const WAIT = 200;

for (const [number, input] of document.querySelectorAll("input[data-choices]").entries()) {
  const list = document.createElement("datalist");
  list.id = `asset-choices-${number}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer;
  let asked = 0;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, WAIT);
  });

  async function offer() {
    const text = input.value.trim();
    const question = ++asked;
    if (!text) return list.replaceChildren();
    const response = await fetch(`${input.dataset.choices}?${new URLSearchParams({ q: text })}`);
    if (!response.ok || question !== asked) return;
    const { assets } = await response.json();
    list.replaceChildren(...assets.map(({ code, name }) => Object.assign(new Option(name, code), { label: `${code} ${name}` })));
  }
}
