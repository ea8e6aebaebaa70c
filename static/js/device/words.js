// Sentences stand in the page, in the reader's language; here they are found by name.

const all = document.querySelector("template#device-words")?.content;

/**
 * @param {string} name
 * @param {Record<string, string | number>} [values] for the {holes} of the sentence
 */
export function say(name, values = {}) {
  const words = all?.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
  return words.replace(/\{(\w+)\}/g, (hole, key) => values[key] ?? hole);
}

/** What stands against something: the server's own sentence, or ours for a code that a script gave. */
export const reason = (given) => say(`reason-${given}`) || given;

/** A piece of the page that is made several times. */
export const piece = (name) => all.querySelector(`[data-piece="${name}"]`).cloneNode(true);

/** 10.32, or 21 November 10.32 when that was not today. */
export function moment(time) {
  const then = new Date(time);
  const today = then.toDateString() === new Date().toDateString();
  const shape = { hour: "2-digit", minute: "2-digit", ...(today ? {} : { day: "numeric", month: "long" }) };
  return new Intl.DateTimeFormat(document.documentElement.lang, shape).format(then);
}

/** 1,2 MB or 340 kB */
export function size(bytes) {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  const digits = { maximumFractionDigits: unit === "MB" ? 1 : 0 };
  return `${new Intl.NumberFormat(document.documentElement.lang, digits).format(value)} ${unit}`;
}
