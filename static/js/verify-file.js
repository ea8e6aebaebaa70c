// Computes the SHA-256 of a selected or dropped file in the browser and compares it with the recorded hashes of a
// document. The file is not uploaded.
const dropArea = document.querySelector("[data-verify-file]");
const results = [...document.querySelectorAll("[data-verify-result]")];
const recordedHashes = document.querySelector("[data-latest-hash]");

// crypto.subtle exists only on HTTPS and localhost; elsewhere the page shows the commands for computing the hash.
if (dropArea && globalThis.crypto?.subtle) {
  dropArea.hidden = false;
  const input = dropArea.querySelector("input");
  input.addEventListener("change", () => input.files[0] && verify(input.files[0]));
  addEventListener("dragover", (event) => {
    event.preventDefault();
    dropArea.classList.add("is-dragover");
  });
  addEventListener("dragleave", () => dropArea.classList.remove("is-dragover"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    dropArea.classList.remove("is-dragover");
    const [file] = event.dataTransfer.files;
    if (file) verify(file);
  });
}

async function verify(file) {
  showResult("working");
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    compare([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  } catch {
    showResult("failed");
  }
}

function compare(sha256) {
  if (dropArea.dataset.searchUrl) {
    location.assign(`${dropArea.dataset.searchUrl}?q=${sha256}`);
    return;
  }
  const match = recordedHashes.querySelector(`[data-sha256="${sha256}"]`);
  const fileHash = document.querySelector("[data-file-hash]");
  fileHash.querySelector("code").textContent = sha256;
  if (!match) showResult("none");
  else if (match.dataset.hashEdition !== recordedHashes.dataset.edition) showResult("other", match.dataset.description);
  else showResult(sha256 === recordedHashes.dataset.latestHash ? "newest" : "former", match.dataset.description);
  fileHash.hidden = false;
}

function showResult(name, description = "") {
  document.querySelector("[data-file-hash]")?.setAttribute("hidden", "");
  for (const result of results) {
    result.hidden = result.dataset.verifyResult !== name;
    const placeholder = result.querySelector("[data-description]");
    if (placeholder) placeholder.textContent = description;
  }
}
