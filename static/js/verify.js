// Hashes a chosen or dropped file on this device and says which recorded file it is. Nothing is sent.
const place = document.querySelector("[data-verify]");
const answers = [...document.querySelectorAll("[data-answer]")];
const recorded = document.querySelector("[data-newest]");

// Browsers hash on secure pages alone; elsewhere the page keeps telling how to do it by hand.
if (place && globalThis.crypto?.subtle) {
  place.hidden = false;
  const input = place.querySelector("input");
  input.addEventListener("change", () => input.files[0] && check(input.files[0]));
  addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("is-dragover");
  });
  addEventListener("dragleave", () => place.classList.remove("is-dragover"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("is-dragover");
    const [file] = event.dataTransfer.files;
    if (file) check(file);
  });
}

async function check(file) {
  say("working");
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    tell([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  } catch {
    say("failed");
  }
}

function tell(sha256) {
  if (place.dataset.find) {
    location.assign(`${place.dataset.find}?q=${sha256}`);
    return;
  }
  const known = recorded.querySelector(`[data-sha256="${sha256}"]`);
  const result = document.querySelector("[data-result]");
  result.querySelector("code").textContent = sha256;
  if (!known) say("none");
  else if (known.dataset.of !== recorded.dataset.edition) say("other", known.dataset.words);
  else say(sha256 === recorded.dataset.newest ? "newest" : "former", known.dataset.words);
  result.hidden = false;
}

function say(answer, words = "") {
  document.querySelector("[data-result]")?.setAttribute("hidden", "");
  for (const each of answers) {
    each.hidden = each.dataset.answer !== answer;
    const hole = each.querySelector("[data-words]");
    if (hole) hole.textContent = words;
  }
}
