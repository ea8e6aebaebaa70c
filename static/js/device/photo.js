// Photographs are made smaller before they are stored and sent: a line in a machine room carries 300 kB, not 8 MB.

import { notesOf, withNotes } from "./exif.js";

const QUALITY = 0.85;

/**
 * A JPEG that is larger than the server keeps it comes back smaller; everything else, as HEIC, as it is.
 * @param {File} file
 * @param {number} edge the longest side that the server keeps
 * @returns {Promise<Blob>}
 */
export async function reduced(file, edge) {
  if (file.type !== "image/jpeg") return file;
  try {
    const picture = await createImageBitmap(file);
    const shrink = edge / Math.max(picture.width, picture.height);
    if (shrink >= 1) return file;
    const drawn = canvasOf(picture, Math.round(picture.width * shrink), Math.round(picture.height * shrink));
    const smaller = await drawn.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    const whole = withNotes(await smaller.arrayBuffer(), notesOf(await file.arrayBuffer()));
    return whole.size < file.size ? whole : file;
  } catch {
    return file; // the server looks at it and says what is wrong
  }
}

/** A small square of the picture into `canvas`; false when it is none. */
export async function thumbnail(blob, canvas) {
  try {
    const picture = await createImageBitmap(blob);
    const side = Math.min(picture.width, picture.height);
    const from = [(picture.width - side) / 2, (picture.height - side) / 2, side, side];
    canvas.getContext("2d").drawImage(picture, ...from, 0, 0, canvas.width, canvas.height);
    picture.close();
    return true;
  } catch {
    return false;
  }
}

function canvasOf(picture, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  return canvas;
}
