// Tells which files were chosen, because the camera button itself cannot, and offers one more photograph each time.
const words = (input) => [...input.files].map((file) => file.name).join(", ");

for (const box of document.querySelectorAll("[data-upload]")) {
  const chosen = box.querySelector(".upload-files");
  const tell = () => {
    const names = [...box.querySelectorAll("input[type=file]")].map(words).filter(Boolean).join(", ");
    chosen.textContent = names;
    chosen.hidden = !names;
  };
  box.addEventListener("change", (event) => {
    const input = event.target;
    if (input.hasAttribute("capture") && input.files.length) {
      const next = input.cloneNode();
      next.value = "";
      input.hidden = true;
      input.removeAttribute("capture");
      input.after(next);
    }
    tell();
  });
}
