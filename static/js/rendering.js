// Asks how far the worker has come, and brings the result onto the page that waits; without it a link does the same.

const PAUSE = 1000;
const AFTER_A_FAILURE = 4000;

const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));

for (const place of document.querySelectorAll("[data-rendering]")) watch(place);

async function watch(place) {
  while (place.isConnected && place.querySelector("[data-open]")) {
    await sleep(PAUSE);
    if (document.hidden) continue;
    const panel = await fetched(place.dataset.rendering);
    if (!panel) {
      await sleep(AFTER_A_FAILURE);
      continue;
    }
    if (!place.isConnected) return;
    const isOver = !panel.querySelector("[data-open]");
    if (isOver && place.hasAttribute("data-page") && (await changePage())) return;
    show(place, panel, isOver);
  }
}

async function fetched(address) {
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    if (response.status === 404 || response.redirected) location.reload(); // signed out, or gone
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html").body : null;
  } catch {
    return null;
  }
}

// Only what has changed is put in place, so that nobody's focus is lost and nothing is read out twice.
function show(place, panel, isOver) {
  const here = place.querySelector("[data-panel]");
  const words = panel.querySelector("[data-say]").textContent;
  if (words === here.querySelector("[data-say]").textContent && !isOver) {
    const steps = panel.querySelector("ol");
    here.querySelector("ol").replaceWith(steps);
    return;
  }
  here.replaceChildren(...panel.children);
  place.querySelector("[role=status]").textContent = `${isOver ? `${here.querySelector("h2").textContent.trim()}. ` : ""}${words}`;
}

// An issue changes what the page offers everywhere: the whole of it is asked for. The end of a cycle leads elsewhere.
async function changePage() {
  try {
    const response = await fetch(location.href, { credentials: "same-origin" });
    if (!response.ok) return false;
    if (response.redirected) {
      location.replace(response.url);
      return true;
    }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = fresh.querySelector("main");
    if (!main) return false;
    document.querySelector("main").replaceWith(document.adoptNode(main));
    document.title = fresh.title;
    (main.querySelector(".render-job h2") ?? main).focus();
    for (const place of main.querySelectorAll("[data-rendering]")) watch(place);
    return true;
  } catch {
    return false;
  }
}
