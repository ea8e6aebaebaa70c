// On the page that stands in for the network: the pages of which this person has a copy here.

import { person } from "./person.js";

const section = document.querySelector("[data-kept]");
const cache = person && (await caches.has(`pages ${person}`)) && (await caches.open(`pages ${person}`));

for (const request of cache ? (await cache.keys()).reverse() : []) {
  const text = await (await cache.match(request)).text();
  const link = document.createElement("a");
  link.href = request.url;
  link.textContent = new DOMParser().parseFromString(text, "text/html").title.replace(/ · Siklus$/, "");
  const line = document.createElement("li");
  line.append(link);
  section.querySelector("ul").append(line);
  section.hidden = false;
}
addEventListener("online", () => location.reload());
