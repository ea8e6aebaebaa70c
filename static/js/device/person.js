// Whose page this is: a mark that tells two persons apart and nothing else; empty when nobody is signed in.

/** @type {string} */
export const person = document.querySelector('meta[name="siklus-person"]')?.content ?? "";
