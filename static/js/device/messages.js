// Translated messages and HTML fragments from templates/device/words.html, and formatting in the page's language.

const template = document.querySelector("template#device-messages")?.content;

/**
 * @param {string} name
 * @param {Record<string, string | number>} [values] for the {placeholders} in the message
 */
export function message(name, values = {}) {
  const text = template?.querySelector(`[data-message="${name}"]`)?.textContent ?? "";
  return text.replace(/\{(\w+)\}/g, (placeholder, key) => values[key] ?? placeholder);
}

/** Message for an error code of our scripts; other values are already sentences from the server. */
export const errorMessage = (error) => message(`error-${error}`) || error;

export const cloneFragment = (name) => template.querySelector(`[data-fragment="${name}"]`).cloneNode(true);

/** "10.32" for a time today, otherwise "21 November 10.32". */
export function formatTime(time) {
  const date = new Date(time);
  const isToday = date.toDateString() === new Date().toDateString();
  const options = { hour: "2-digit", minute: "2-digit", ...(isToday ? {} : { day: "numeric", month: "long" }) };
  return new Intl.DateTimeFormat(document.documentElement.lang, options).format(date);
}

/** "1,2 MB" or "340 kB". */
export function formatSize(bytes) {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  const options = { maximumFractionDigits: unit === "MB" ? 1 : 0 };
  return `${new Intl.NumberFormat(document.documentElement.lang, options).format(value)} ${unit}`;
}
