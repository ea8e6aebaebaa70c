// IndexedDB store for drafts of activities, their files, and the idempotency keys of sent forms.

/**
 * Installed phones hold data in this layout, so the names of object stores and properties must not change.
 *
 * @typedef {object} Draft
 * @property {string} id device key and address of the form
 * @property {string} person device key of the author
 * @property {string} address URL that receives the form
 * @property {string} evidence URL that receives the files
 * @property {string} title
 * @property {[string, string][]} fields names and values as in `FormData`, including `key`
 * @property {"writing" | "waiting" | "refused"} state waiting: ready for upload; refused: the server rejected it
 * @property {"" | "offline" | "sign-in" | "server"} trouble reason why the last upload stopped
 * @property {Record<string, string[]>} errors from the server, by field name; "" for the whole form
 * @property {number} changed time of the last change, in milliseconds
 *
 * @typedef {object} StoredFile
 * @property {string} id
 * @property {string} draft id of the draft
 * @property {string} purpose
 * @property {string} name
 * @property {Blob} content
 * @property {string} ticket id of the temporary upload on the server; "" before the upload
 * @property {string[]} errors
 */

const DATABASE_NAME = "siklus";
const RETENTION = 30 * 24 * 60 * 60 * 1000;

/** @type {Promise<IDBDatabase> | undefined} */
let database;

/** @returns {Promise<IDBDatabase>} rejects when the browser does not allow IndexedDB */
export function openDatabase() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE_NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts", { keyPath: "id" });
      request.result.createObjectStore("files", { keyPath: "id" }).createIndex("draft", "draft");
      request.result.createObjectStore("sent", { keyPath: "key" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return database;
}

/**
 * Runs one transaction and resolves with the result of the request that `work` returns, after the commit.
 * @param {string | string[]} stores
 * @param {(transaction: IDBTransaction) => IDBRequest | void} work
 */
async function runTransaction(stores, work) {
  const transaction = (await openDatabase()).transaction(stores, "readwrite");
  return new Promise((resolve, reject) => {
    const request = work(transaction);
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** @returns {Promise<Draft[]>} of all users of this device, oldest first */
export async function getDrafts() {
  const all = await runTransaction("drafts", (tx) => tx.objectStore("drafts").getAll());
  return all.sort((a, b) => a.changed - b.changed);
}

/** @returns {Promise<Draft[]>} */
export const getDraftsOf = async (deviceKey) => (await getDrafts()).filter((draft) => draft.person === deviceKey);

/** @returns {Promise<Draft | undefined>} */
export const getDraft = (id) => runTransaction("drafts", (tx) => tx.objectStore("drafts").get(id));

/**
 * Commits explicitly, because a page that is closing may not process further events.
 * @param {Draft} draft
 */
export const saveDraft = (draft) =>
  runTransaction("drafts", (tx) => {
    tx.objectStore("drafts").put(draft);
    tx.commit?.();
  });

/**
 * Updates some properties of a record; does nothing when the record does not exist.
 * @param {"drafts" | "files"} store
 * @param {string} id
 * @param {object} changes
 */
export const updateRecord = (store, id, changes) =>
  runTransaction(store, (tx) => {
    const request = tx.objectStore(store).get(id);
    request.onsuccess = () => request.result && tx.objectStore(store).put({ ...request.result, ...changes });
  });

/** Deletes a draft and its files; stores `key` as sent unless it is empty. */
export const deleteDraft = (id, key = "") =>
  runTransaction(["drafts", "files", "sent"], (tx) => {
    tx.objectStore("drafts").delete(id);
    if (key) tx.objectStore("sent").put({ key, at: Date.now() });
    const request = tx.objectStore("files").index("draft").openKeyCursor(id);
    request.onsuccess = () => {
      if (!request.result) return;
      tx.objectStore("files").delete(request.result.primaryKey);
      request.result.continue();
    };
  });

/** @returns {Promise<StoredFile[]>} in the order of adding */
export async function getFiles(draftId) {
  const files = await runTransaction("files", (tx) => tx.objectStore("files").index("draft").getAll(draftId));
  return files.sort((a, b) => a.added - b.added);
}

/** @param {StoredFile} file */
export const saveFile = (file) => runTransaction("files", (tx) => tx.objectStore("files").put({ ...file, added: Date.now() }));

export const deleteFile = (id) => runTransaction("files", (tx) => tx.objectStore("files").delete(id));

/** @returns {Promise<boolean>} */
export const isKeySent = async (key) => Boolean(await runTransaction("sent", (tx) => tx.objectStore("sent").get(key)));

/** Deletes expired drafts of other users and expired keys. */
export async function deleteExpired(deviceKey) {
  const limit = Date.now() - RETENTION;
  for (const draft of await getDrafts()) if (draft.person !== deviceKey && draft.changed < limit) await deleteDraft(draft.id);
  const keys = await runTransaction("sent", (tx) => tx.objectStore("sent").getAll());
  await runTransaction("sent", (tx) => {
    for (const { key, at } of keys) if (at < limit) tx.objectStore("sent").delete(key);
  });
}
