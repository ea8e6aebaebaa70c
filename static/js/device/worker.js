// The worker behind all pages: keeps copies of what a person opened for when there is no line, for that person only,
// and sends what waits when the line is back. The server starts it with the facts of this version.

import { sendWaiting } from "./send.js";

const PAGES = "pages ";
const SHELL = "shell ";
const HEADER = "Siklus-Person";
const STAMP = "Siklus-Kept";
const PATIENCE = 6000;
const MOST_PAGES = 60;

/**
 * @typedef {object} Facts
 * @property {string} version
 * @property {string[]} shell addresses of the files that pages are made of
 * @property {boolean} hashed whether a file's name changes with its content
 * @property {string} offline the page that stands in for others
 * @property {string} signOut
 * @property {string[]} keep patterns of the pages of which a copy is kept
 * @property {number} seconds for which a copy may be shown, as long as a session
 */

/** @param {Facts} facts */
export function serve(facts) {
  const shell = SHELL + facts.version;
  const keep = facts.keep.map((pattern) => new RegExp(pattern));

  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  addEventListener("sync", (event) => event.waitUntil(sendLater()));
  addEventListener("message", (event) => event.data.opened && event.waitUntil(opened(event)));
  addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== location.origin) return;
    if (request.mode === "navigate" && request.method === "GET") event.respondWith(page(event, url));
    else if (url.pathname === facts.signOut && request.method === "POST") event.respondWith(signOut(request));
    else if (facts.shell.includes(url.pathname)) event.respondWith(file(request));
  });

  async function install() {
    const cache = await caches.open(shell);
    await cache.addAll([facts.offline, ...facts.shell]);
    await skipWaiting();
  }

  async function activate() {
    for (const name of await caches.keys()) if (name.startsWith(SHELL) && name !== shell) await caches.delete(name);
    await clients.claim();
  }

  async function file(request) {
    const kept = await caches.match(request, { cacheName: shell });
    return facts.hashed && kept ? kept : fetch(request).catch(() => kept ?? Response.error());
  }

  /** From the network; from the copy when that fails, or takes long. */
  async function page(event, url) {
    const address = addressOf(url);
    const kept = await copyOf(address);
    const asked = fetch(event.request).then((response) => remember(event, address, response));
    asked.catch(() => {});
    try {
      return await (kept ? Promise.race([asked, after(PATIENCE, kept)]) : asked);
    } catch {
      const home = url.pathname === "/" && (await copyOf("/portal/"));
      return kept || home || offline();
    }
  }

  /** A page that was there before this worker; the browser mostly still has what it showed. */
  async function opened(event) {
    const { opened: address, person } = event.data;
    const response = await fetch(address, { cache: "force-cache" }).catch(() => null);
    if (response?.headers.get(HEADER) === person) await remember(event, addressOf(new URL(address)), response);
  }

  async function remember(event, address, response) {
    if (response.redirected || response.type === "opaqueredirect" || !response.headers.get("Content-Type")?.startsWith("text/html")) return response;
    const person = response.headers.get(HEADER) ?? "";
    if (response.status < 500) await forgetAllBut(person);
    if (response.ok && person && keep.some((pattern) => pattern.test(address))) {
      event.waitUntil(keepCopy(person, address, response.clone()));
    }
    return response;
  }

  async function keepCopy(person, address, response) {
    const headers = new Headers(response.headers);
    headers.set(STAMP, String(Date.now()));
    const whole = new Response(await response.blob(), { headers }); // the old copy stays until all of it has come
    const cache = await caches.open(PAGES + person);
    await cache.delete(address);
    await cache.put(address, whole);
    const all = await cache.keys();
    for (const old of all.slice(0, -MOST_PAGES)) await cache.delete(old);
  }

  async function copyOf(address) {
    const name = await currentPages();
    const kept = name && (await caches.match(address, { cacheName: name }));
    const age = kept ? Date.now() - Number(kept.headers.get(STAMP)) : 0;
    return kept && age < facts.seconds * 1000 ? kept : undefined;
  }

  /** The page that says there is no line; it learns whose drafts it may list. */
  async function offline() {
    const kept = await caches.match(facts.offline, { cacheName: shell });
    if (!kept) return Response.error();
    const person = (await currentPages())?.slice(PAGES.length) ?? "";
    const text = (await kept.text()).replace('name="siklus-person" content=""', `name="siklus-person" content="${person}"`);
    return new Response(text, { headers: kept.headers });
  }

  async function signOut(request) {
    const response = await fetch(request);
    await forgetAllBut("");
    return response;
  }
}

/** The same page under the key of another form, which is not part of what it is. */
function addressOf(url) {
  const plain = new URL(url);
  plain.searchParams.delete("key");
  plain.hash = "";
  return plain.pathname + plain.search;
}

/** There is one person's pages at a time. */
const currentPages = async () => (await caches.keys()).find((name) => name.startsWith(PAGES));

/** Another person, or nobody, is signed in now: copies of the former person's pages go. */
async function forgetAllBut(person) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && name !== PAGES + person) await caches.delete(name);
  }
}

const after = (time, what) => new Promise((resolve) => setTimeout(resolve, time, what));

/** The browser tries again later when this fails. */
async function sendLater() {
  if ((await sendWaiting()) === "offline") throw new Error("no line yet");
}
