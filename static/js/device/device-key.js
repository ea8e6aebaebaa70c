// Device key: pseudonymous id of the signed-in user (accounts/device_sessions.py), empty when nobody is signed in.
// Drafts store it as `person`; the server sends and expects it in the header Siklus-Person.

/** @type {string} */
export const deviceKey = document.querySelector('meta[name="siklus-person"]')?.content ?? "";
