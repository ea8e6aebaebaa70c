// Service worker: caches visited pages of one user for offline use, and uploads pending drafts by Background Sync.
// core/frontend/web_app.py generates /sw.js, which calls `serve` with the configuration of the deployed version.

import { uploadPending } from "./upload-queue.js";

// Installed phones have caches and cached responses with these names, so they must not change.
const PAGES = "pages ";
const SHELL = "shell ";
const CACHED_AT_HEADER = "Siklus-Kept";
const DEVICE_KEY_HEADER = "Siklus-Person";
const NETWORK_TIMEOUT = 6000;
const MAX_PAGES = 60;

/**
 * @typedef {object} Config
 * @property {string} version
 * @property {string[]} shell addresses of the static files to cache at installation
 * @property {boolean} hashed whether the names of static files contain a hash of their content
 * @property {string} offline address of the offline page
 * @property {string} signOut
 * @property {string[]} cacheable patterns of the pages to cache
 * @property {number} maxAge of a cached page in seconds, equal to the age of a session
 */

/** @param {Config} config */
export function serve(config) {
  const shellCache = SHELL + config.version;
  const cacheable = config.cacheable.map((pattern) => new RegExp(pattern));

  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  addEventListener("sync", (event) => event.waitUntil(uploadOrRetry()));
  addEventListener("message", (event) => event.data.opened && event.waitUntil(cacheOpenPage(event)));
  addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== location.origin) return;
    if (request.mode === "navigate" && request.method === "GET") event.respondWith(respondWithPage(event, url));
    else if (url.pathname === config.signOut && request.method === "POST") event.respondWith(signOut(request));
    else if (config.shell.includes(url.pathname)) event.respondWith(respondWithFile(request));
  });

  async function install() {
    const cache = await caches.open(shellCache);
    await cache.addAll([config.offline, ...config.shell]);
    await skipWaiting();
  }

  async function activate() {
    for (const name of await caches.keys()) if (name.startsWith(SHELL) && name !== shellCache) await caches.delete(name);
    await clients.claim();
  }

  async function respondWithFile(request) {
    const cached = await caches.match(request, { cacheName: shellCache });
    return config.hashed && cached ? cached : fetch(request).catch(() => cached ?? Response.error());
  }

  /** Network first; falls back to the cached page on a network error or after a timeout. */
  async function respondWithPage(event, url) {
    const address = cacheKey(url);
    const cached = await cachedPage(address);
    const fetched = fetch(event.request).then((response) => processResponse(event, address, response));
    fetched.catch(() => {}); // after a timeout nothing awaits `fetched`; prevents an unhandled rejection
    try {
      return await (cached ? Promise.race([fetched, resolveAfter(NETWORK_TIMEOUT, cached)]) : fetched);
    } catch {
      const home = url.pathname === "/" && (await cachedPage("/portal/"));
      return cached || home || offlinePage();
    }
  }

  /** Caches a page that was loaded before the service worker was installed, if possible from the HTTP cache. */
  async function cacheOpenPage(event) {
    const { opened: address, person: deviceKey } = event.data;
    const response = await fetch(address, { cache: "force-cache" }).catch(() => null);
    if (response?.headers.get(DEVICE_KEY_HEADER) === deviceKey) await processResponse(event, cacheKey(new URL(address)), response);
  }

  /** Deletes other users' pages and caches this one if it is cacheable. Returns the response. */
  async function processResponse(event, address, response) {
    if (response.redirected || response.type === "opaqueredirect" || !response.headers.get("Content-Type")?.startsWith("text/html")) return response;
    const deviceKey = response.headers.get(DEVICE_KEY_HEADER) ?? "";
    if (response.status < 500) await deletePagesOfOthers(deviceKey);
    if (response.ok && deviceKey && cacheable.some((pattern) => pattern.test(address))) {
      event.waitUntil(cachePage(deviceKey, address, response.clone()));
    }
    return response;
  }

  async function cachePage(deviceKey, address, response) {
    const headers = new Headers(response.headers);
    headers.set(CACHED_AT_HEADER, String(Date.now()));
    const complete = new Response(await response.blob(), { headers }); // a broken download must not replace the cached page
    const cache = await caches.open(PAGES + deviceKey);
    await cache.delete(address);
    await cache.put(address, complete);
    const keys = await cache.keys();
    for (const oldest of keys.slice(0, -MAX_PAGES)) await cache.delete(oldest);
  }

  async function cachedPage(address) {
    const cacheName = await pageCacheName();
    const cached = cacheName && (await caches.match(address, { cacheName }));
    const age = cached ? Date.now() - Number(cached.headers.get(CACHED_AT_HEADER)) : 0;
    return cached && age < config.maxAge * 1000 ? cached : undefined;
  }

  /** The offline page with the device key inserted, so that it can list the user's drafts. */
  async function offlinePage() {
    const cached = await caches.match(config.offline, { cacheName: shellCache });
    if (!cached) return Response.error();
    const deviceKey = (await pageCacheName())?.slice(PAGES.length) ?? "";
    const text = (await cached.text()).replace('name="siklus-person" content=""', `name="siklus-person" content="${deviceKey}"`);
    return new Response(text, { headers: cached.headers });
  }

  async function signOut(request) {
    const response = await fetch(request);
    await deletePagesOfOthers("");
    return response;
  }
}

/** Path and query without the idempotency key, because the key does not change the page. */
function cacheKey(url) {
  const copy = new URL(url);
  copy.searchParams.delete("key");
  copy.hash = "";
  return copy.pathname + copy.search;
}

/** Only one user's pages are cached at a time. */
const pageCacheName = async () => (await caches.keys()).find((name) => name.startsWith(PAGES));

async function deletePagesOfOthers(deviceKey) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && name !== PAGES + deviceKey) await caches.delete(name);
  }
}

const resolveAfter = (delay, value) => new Promise((resolve) => setTimeout(resolve, delay, value));

/** Throws while offline, so that the browser repeats the sync event later. */
async function uploadOrRetry() {
  if ((await uploadPending()) === "offline") throw new Error("offline");
}
