// Shows a pair of photos as large as the window, over the page; without a script a photo opens by itself.
const viewer = document.querySelector(".photo-viewer");
if (viewer) {
  const pairs = [...document.querySelectorAll(".photo-pairs > li")];
  const photos = viewer.querySelector("[data-photos]");
  let shown = 0;

  const show = (number) => {
    shown = (number + pairs.length) % pairs.length;
    photos.replaceChildren(...[...pairs[shown].children].map(large));
    viewer.querySelector("[data-which]").textContent = pairs.length > 1 ? `${shown + 1}/${pairs.length}` : "";
  };

  // In the viewer a photo leads to the file itself, where the browser can zoom.
  const large = (photo) => {
    const copy = photo.cloneNode(true);
    copy.removeAttribute("data-viewer");
    if (copy.href) copy.target = "_blank";
    return copy;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-viewer]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(pairs.indexOf(link.parentElement));
    viewer.showModal();
  });
  viewer.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (step) show(shown + Number(step.dataset.step));
    if (event.target === viewer) viewer.close();
  });
  viewer.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(shown + 1);
    if (event.key === "ArrowLeft") show(shown - 1);
  });
}
