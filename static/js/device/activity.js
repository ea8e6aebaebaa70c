// The activity form on a bad line: what is written stays on the device until the server has it.

import { change, draft, drop, isThere, keep, sweep, wasSent } from "./store.js";
import { send } from "./courier.js";
import { takeBack } from "./send.js";
import { complain, fill, forgive, written } from "./form.js";
import { listen, tell } from "./news.js";
import { person } from "./person.js";
import { shelf } from "./files.js";
import { takeTurns } from "./turns.js";
import { moment, reason, say } from "./words.js";
import { confirmed } from "./confirm.js";

const WRITING_PAUSE = 300;

/** @param {HTMLFormElement} form */
function start(form) {
  const address = form.getAttribute("action") || location.pathname;
  const id = `${person} ${address}`;
  const panel = form.querySelector("[data-draft]");
  const parts = form.querySelectorAll("[data-part]");
  const blank = written(form);
  const files = shelf(form, id, { changed: () => save(), moved: (share) => moved(share) });
  let isOurs = false;
  let pause = 0;
  let saving = Promise.resolve();
  /** @type {import("./store.js").Draft | undefined} as it is stored */
  let known;

  // Keeping what is written

  const save = (some = {}) => {
    clearTimeout(pause);
    pause = 0;
    const { evidence, title } = form.dataset;
    const begun = known ?? { id, person, address, state: "writing", trouble: "", errors: {} };
    known = { ...begun, evidence, title, fields: written(form), changed: Date.now(), ...some };
    saving = keep(known).then(() => tell({ kind: "changed", id }));
    return saving;
  };

  const settle = async () => {
    await files.ready();
    await (pause ? save() : saving);
  };

  form.addEventListener("input", () => {
    if (!isOurs) return;
    clearTimeout(pause);
    pause = setTimeout(save, WRITING_PAUSE);
  });
  addEventListener("pagehide", () => pause && save());
  document.addEventListener("visibilitychange", () => document.hidden && pause && save());

  // Showing how it stands

  const show = async () => {
    const before = known?.state;
    known = await draft(id);
    if (!isOurs || known?.state === "waiting") fill(form, known?.fields ?? blank);
    const held = !isOurs || known?.state === "waiting";
    for (const part of parts) part.inert = held;
    panel.hidden = !known && isOurs;
    panel.dataset.state = standing();
    panel.querySelector("h2").textContent = say(`draft-${panel.dataset.state}`);
    panel.querySelector("p").textContent = details();
    for (const button of panel.querySelectorAll("button")) button.hidden = !button.dataset.when.includes(panel.dataset.state);
    if (isOurs && known?.state === "refused" && before !== "refused") complain(form, sentences(known.errors));
    if (panel.dataset.state !== "sending") bar.hidden = true;
    await files.show();
  };

  const bar = panel.querySelector("progress");
  const moved = (share) => {
    bar.hidden = false;
    bar.value = share;
  };

  /** @returns {"elsewhere" | "sending" | "waiting" | "writing"} what is refused is written on */
  const standing = () => {
    if (!isOurs) return "elsewhere";
    if (known?.state !== "waiting") return "writing";
    return known.trouble ? "waiting" : "sending";
  };
  const details = () => {
    if (!isOurs) return say("draft-elsewhere-more");
    if (known?.state === "waiting") return say(`trouble-${known.trouble || "sending"}`);
    return known ? say("draft-kept", { time: moment(known.changed) }) : "";
  };
  const sentences = (errors) =>
    Object.fromEntries(Object.entries(errors).map(([name, all]) => [name, all.map(reason)]));

  // Turns

  const { takeOver } = takeTurns(id, {
    async mine() {
      isOurs = true;
      const kept = await draft(id);
      if (kept) fill(form, kept.fields);
      known = undefined;
      await show();
    },
    theirs() {
      isOurs = false;
      show();
    },
    settle,
  });

  // What the person does

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!isOurs) return;
    forgive(form);
    await settle();
    await save({ state: "waiting", trouble: "", errors: {} });
    await show();
    panel.focus();
    await go();
  });

  const go = async () => {
    const trouble = await send();
    if (trouble !== "sign-in") return show();
    location.assign(`${form.dataset.signIn}?waiting&next=${encodeURIComponent(address)}`);
  };

  const actions = {
    send: go,
    stop: () => tell({ kind: "stop", id }),
    "take-over": takeOver,
    async change() {
      if (await takeBack(id)) await show();
    },
    async discard() {
      if (!(await confirmed("discard", form.dataset.title))) return;
      await settle();
      await drop(id);
      tell({ kind: "changed", id });
      fill(form, blank);
      forgive(form);
      await show();
      form.querySelector("input:not([type=hidden])").focus();
    },
  };
  panel.addEventListener("click", (event) => actions[event.target.closest("button")?.dataset.do]?.());

  listen((news) => {
    if (news.id !== id) return;
    if (news.kind === "gone") location.replace(news.next);
    if (news.kind === "changed" && !(isOurs && pause)) show();
  });
}

/** A copy of the page that was kept, with a key that has been used: a fresh page, or at least a fresh key. */
async function freshened(form) {
  const key = form.elements.key;
  const isNew = !form.getAttribute("action") && location.pathname.endsWith("/new/");
  if (!isNew || !(await wasSent(key.value))) return true;
  const [arrival] = performance.getEntriesByType("navigation");
  if (navigator.onLine && arrival.type !== "reload") {
    location.reload();
    return false;
  }
  form.reset();
  key.value = crypto.randomUUID();
  return true;
}

addEventListener("pageshow", (event) => event.persisted && location.reload());

const form = document.querySelector("form[data-device]");
const keeps = isSecureContext && (await isThere().then(() => true, () => false));
if (!keeps) {
  await import("../upload.js"); // nothing can be kept here: the form works as it does without scripts
} else if (await freshened(form)) {
  start(form);
  await sweep(person);
  await send();
}
