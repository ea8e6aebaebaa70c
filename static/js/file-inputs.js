// File inputs: shows the names of selected files, which the camera button cannot show, and adds another camera input
// after each photo.
const fileNames = (input) => [...input.files].map((file) => file.name).join(", ");

for (const box of document.querySelectorAll("[data-upload]")) {
  const output = box.querySelector(".upload-files");
  const showNames = () => {
    const names = [...box.querySelectorAll("input[type=file]")].map(fileNames).filter(Boolean).join(", ");
    output.textContent = names;
    output.hidden = !names;
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
    showNames();
  });
}
