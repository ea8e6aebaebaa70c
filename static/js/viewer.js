// Shows a photo as large as the window, over the page; without a script the link opens the photo itself.
const viewer = document.querySelector(".photo-viewer");
if (viewer) {
  const image = viewer.querySelector("img");
  const words = viewer.querySelector("figcaption");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-viewer]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    image.src = link.href;
    image.alt = words.textContent = link.dataset.viewer;
    viewer.showModal();
  });
  viewer.addEventListener("click", (event) => {
    if (event.target === viewer) viewer.close();
  });
}
