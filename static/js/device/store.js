// What stays on this device: drafts of activities, their files, and the keys of those that were sent.

/**
 * @typedef {object} Draft
 * @property {string} id the person and the address of the form
 * @property {string} person the mark of the person whose draft this is
 * @property {string} address where the form is sent
 * @property {string} evidence where its files are sent
 * @property {string} title what the form is about
 * @property {[string, string][]} fields as `FormData` tells them; the key among them
 * @property {"writing" | "waiting" | "refused"} state
 * @property {"" | "offline" | "sign-in" | "server"} trouble what held up the last attempt to send
 * @property {Record<string, string[]>} errors what the server said, by field; "" is the whole form
 * @property {number} changed
 *
 * @typedef {object} StoredFile
 * @property {string} id
 * @property {string} draft
 * @property {string} purpose
 * @property {string} name
 * @property {Blob} content
 * @property {string} ticket what the server gave for it; "" until it was sent
 * @property {string[]} errors
 */

const NAME = "siklus";
const MONTH = 30 * 24 * 60 * 60 * 1000;

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts", { keyPath: "id" });
      asked.result.createObjectStore("files", { keyPath: "id" }).createIndex("draft", "draft");
      asked.result.createObjectStore("sent", { keyPath: "key" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

/**
 * One transaction; resolves with the result of the request that `work` returns once everything is written.
 * @param {string | string[]} stores
 * @param {(transaction: IDBTransaction) => IDBRequest | void} work
 */
async function within(stores, work) {
  const transaction = (await database()).transaction(stores, "readwrite");
  return new Promise((resolve, reject) => {
    const asked = work(transaction);
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** @returns {Promise<unknown>} rejects where the browser keeps nothing */
export const isThere = () => database();

/** @returns {Promise<Draft[]>} of everybody who used this device, the oldest first */
export async function drafts() {
  const all = await within("drafts", (on) => on.objectStore("drafts").getAll());
  return all.sort((one, other) => one.changed - other.changed);
}

/** @returns {Promise<Draft[]>} */
export const draftsOf = async (person) => (await drafts()).filter((each) => each.person === person);

/** @returns {Promise<Draft | undefined>} */
export const draft = (id) => within("drafts", (on) => on.objectStore("drafts").get(id));

/**
 * At once: a page that is being left has no time for a second step.
 * @param {Draft} whole
 */
export const keep = (whole) =>
  within("drafts", (on) => {
    on.objectStore("drafts").put(whole);
    on.commit?.();
  });

/**
 * Changes some of a record in one transaction; nothing when it is gone.
 * @param {"drafts" | "files"} store
 * @param {string} id
 * @param {object} some
 */
export const change = (store, id, some) =>
  within(store, (on) => {
    const asked = on.objectStore(store).get(id);
    asked.onsuccess = () => asked.result && on.objectStore(store).put({ ...asked.result, ...some });
  });

/** The draft and its files; `key` is remembered when they were sent. */
export const drop = (id, key = "") =>
  within(["drafts", "files", "sent"], (on) => {
    on.objectStore("drafts").delete(id);
    if (key) on.objectStore("sent").put({ key, at: Date.now() });
    const asked = on.objectStore("files").index("draft").openKeyCursor(id);
    asked.onsuccess = () => {
      if (!asked.result) return;
      on.objectStore("files").delete(asked.result.primaryKey);
      asked.result.continue();
    };
  });

/** @returns {Promise<StoredFile[]>} in the order in which they were added */
export async function filesOf(id) {
  const found = await within("files", (on) => on.objectStore("files").index("draft").getAll(id));
  return found.sort((one, other) => one.added - other.added);
}

/** @param {StoredFile} file */
export const keepFile = (file) => within("files", (on) => on.objectStore("files").put({ ...file, added: Date.now() }));

export const dropFile = (id) => within("files", (on) => on.objectStore("files").delete(id));

/** @returns {Promise<boolean>} */
export const wasSent = async (key) => Boolean(await within("sent", (on) => on.objectStore("sent").get(key)));

/** What nobody came back for in a month goes: drafts of other persons on this device, and old keys. */
export async function sweep(person) {
  const old = Date.now() - MONTH;
  for (const each of await drafts()) if (each.person !== person && each.changed < old) await drop(each.id);
  const keys = await within("sent", (on) => on.objectStore("sent").getAll());
  await within("sent", (on) => {
    for (const { key, at } of keys) if (at < old) on.objectStore("sent").delete(key);
  });
}
