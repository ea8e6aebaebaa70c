// Polls the progress of render jobs and shows the result when a job is finished. Without this script the page offers
// a link that reloads it.

const POLL_INTERVAL = 1000;
const RETRY_DELAY = 4000;

const sleep = (delay) => new Promise((resolve) => setTimeout(resolve, delay));

for (const container of document.querySelectorAll("[data-render-job]")) poll(container);

async function poll(container) {
  while (container.isConnected && container.querySelector("[data-running]")) {
    await sleep(POLL_INTERVAL);
    if (document.hidden) continue;
    const panel = await fetchPanel(container.dataset.renderJob);
    if (!panel) {
      await sleep(RETRY_DELAY);
      continue;
    }
    if (!container.isConnected) return;
    const isFinished = !panel.querySelector("[data-running]");
    if (isFinished && container.hasAttribute("data-reload-page") && (await reloadMain())) return;
    updatePanel(container, panel, isFinished);
  }
}

async function fetchPanel(address) {
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    if (response.status === 404 || response.redirected) location.reload(); // the job was deleted, or the session ended
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html").body : null;
  } catch {
    return null;
  }
}

/**
 * Replaces only the list of steps while the status text is the same, so that the focus stays and screen readers do
 * not repeat the text.
 */
function updatePanel(container, panel, isFinished) {
  const currentPanel = container.querySelector("[data-panel]");
  const status = panel.querySelector("[data-status-text]").textContent;
  if (status === currentPanel.querySelector("[data-status-text]").textContent && !isFinished) {
    const steps = panel.querySelector("ol");
    currentPanel.querySelector("ol").replaceWith(steps);
    return;
  }
  currentPanel.replaceChildren(...panel.children);
  container.querySelector("[role=status]").textContent = `${isFinished ? `${currentPanel.querySelector("h2").textContent.trim()}. ` : ""}${status}`;
}

/**
 * Reloads the main content, because issuing a document changes other parts of the page as well. Follows a redirect,
 * because issuing the management report closes the cycle.
 * @returns {Promise<boolean>} whether the page was replaced
 */
async function reloadMain() {
  try {
    const response = await fetch(location.href, { credentials: "same-origin" });
    if (!response.ok) return false;
    if (response.redirected) {
      location.replace(response.url);
      return true;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = page.querySelector("main");
    if (!main) return false;
    document.querySelector("main").replaceWith(document.adoptNode(main));
    document.title = page.title;
    (main.querySelector(".render-job h2") ?? main).focus();
    for (const container of main.querySelectorAll("[data-render-job]")) poll(container);
    return true;
  } catch {
    return false;
  }
}
