// The strip that says what of this person still waits on this device, and how far it is.

import { draftsOf, drop, filesOf } from "./store.js";
import { send } from "./courier.js";
import { confirmed } from "./confirm.js";
import { listen, tell } from "./news.js";
import { person } from "./person.js";
import { moment, piece, say } from "./words.js";

/** @typedef {import("./store.js").Draft} Draft */

const STATES = { writing: "writing", waiting: "sending", refused: "refused" };
const strip = document.querySelector("[data-waiting]");
const list = strip.querySelector("ul");

async function show() {
  const drafts = person ? await draftsOf(person) : [];
  const gone = [...list.querySelectorAll("[data-gone]")];
  list.replaceChildren(...gone, ...(await Promise.all(drafts.map(row))));
  strip.hidden = !list.children.length;
}

/** @param {Draft} each */
async function row(each) {
  const made = piece("waiting");
  const files = await filesOf(each.id);
  made.dataset.id = each.id;
  made.querySelector("a").href = each.address;
  made.querySelector("[data-title]").textContent = each.title;
  made.querySelector("[data-state]").textContent = sentence(each);
  made.querySelector("[data-more]").textContent = say("waiting-more", { n: files.length, time: moment(each.changed) });
  made.querySelector("[data-do=send]").hidden = each.state !== "waiting" || !each.trouble;
  made.querySelector("[data-do=send]").addEventListener("click", send);
  made.querySelector("[data-do=discard]").addEventListener("click", () => discard(each));
  return made;
}

/** @param {Draft} each */
function sentence(each) {
  return each.state === "waiting" && each.trouble ? say(`trouble-${each.trouble}`) : say(`waiting-${STATES[each.state]}`);
}

/** @param {Draft} each */
async function discard(each) {
  if (!(await confirmed("discard", each.title))) return;
  await drop(each.id);
  tell({ kind: "changed", id: each.id });
}

function told(news) {
  const made = list.querySelector(`[data-id="${CSS.escape(news.id)}"]`);
  if (!made) return;
  if (news.kind === "progress") {
    const bar = made.querySelector("progress");
    bar.hidden = false;
    bar.value = news.part;
  }
  if (news.kind === "gone") {
    made.dataset.gone = "";
    made.removeAttribute("data-id");
    made.querySelector("a").href = news.next;
    made.querySelector("[data-state]").textContent = say("waiting-gone");
    for (const part of made.querySelectorAll("button, progress, [data-more]")) part.remove();
  }
}

listen((news) => {
  told(news);
  if (news.kind === "changed") show();
});
try {
  await show();
  await send();
} catch {
  strip.hidden = true; // nothing is kept in this browser
}
