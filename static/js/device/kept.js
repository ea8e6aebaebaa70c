// On the page that stands in for the network: the pages of which this person has a copy here.

import { person } from "./person.js";

// Before anything that takes time, or a line that comes back meanwhile is missed.
addEventListener("online", comeBack);
if (navigator.onLine) comeBack();

const section = document.querySelector("[data-kept]");
const cache = person && (await caches.has(`pages ${person}`)) && (await caches.open(`pages ${person}`));

for (const request of cache ? (await cache.keys()).reverse() : []) {
  const text = await (await cache.match(request)).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  const link = document.createElement("a");
  link.href = request.url;
  link.textContent = page.querySelector("h1").textContent.trim();
  const lead = document.createElement("span");
  lead.className = "sub-inline";
  lead.textContent = page.querySelector(".lead")?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const line = document.createElement("li");
  line.append(link, lead);
  section.querySelector("ul").append(line);
  section.hidden = false;
}

/** Loads the page anew once the server answers: a device says that it is connected before anything comes through. */
async function comeBack() {
  for (let wait = 500; navigator.onLine; wait = Math.min(wait * 2, 30_000)) {
    try {
      await fetch(location.href, { method: "HEAD", cache: "no-store" });
      return location.reload();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
