// Offline page: lists the cached pages of the current user and reloads when the server is reachable again.

import { deviceKey } from "./device-key.js";

// Register the listener before the first await; otherwise an early "online" event is lost.
addEventListener("online", reloadWhenReachable);
if (navigator.onLine) reloadWhenReachable();

const section = document.querySelector("[data-cached-pages]");
const cacheName = `pages ${deviceKey}`; // as in service-worker.js
const cache = deviceKey && (await caches.has(cacheName)) && (await caches.open(cacheName));

for (const request of cache ? (await cache.keys()).reverse() : []) {
  const text = await (await cache.match(request)).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  const link = document.createElement("a");
  link.href = request.url;
  link.textContent = page.querySelector("h1").textContent.trim();
  const lead = document.createElement("span");
  lead.className = "sub-inline";
  lead.textContent = page.querySelector(".lead")?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const item = document.createElement("li");
  item.append(link, lead);
  section.querySelector("ul").append(item);
  section.hidden = false;
}

/** Polls the server with growing pauses, because `navigator.onLine` can be true before the server is reachable. */
async function reloadWhenReachable() {
  for (let delay = 500; navigator.onLine; delay = Math.min(delay * 2, 30_000)) {
    try {
      await fetch(location.href, { method: "HEAD", cache: "no-store" });
      return location.reload();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}
