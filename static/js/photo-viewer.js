// Full-screen viewer for pairs of photos. Without this script a link opens the photo itself.
const viewer = document.querySelector(".photo-viewer");
if (viewer) {
  const pairs = [...document.querySelectorAll(".photo-pairs > li")];
  const photos = viewer.querySelector("[data-photos]");
  let current = 0;

  const show = (index) => {
    current = (index + pairs.length) % pairs.length;
    photos.replaceChildren(...[...pairs[current].children].map(copyPhoto));
    viewer.querySelector("[data-position]").textContent = pairs.length > 1 ? `${current + 1}/${pairs.length}` : "";
  };

  // In the viewer a photo links to its file, because the browser can zoom it there.
  const copyPhoto = (photo) => {
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
    const button = event.target.closest("[data-step]");
    if (button) show(current + Number(button.dataset.step));
    if (event.target === viewer) viewer.close();
  });
  viewer.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(current + 1);
    if (event.key === "ArrowLeft") show(current - 1);
  });
}
