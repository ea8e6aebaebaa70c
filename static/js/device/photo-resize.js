// Resizes photos before they are stored and uploaded, because mobile connections in machine rooms are slow.

import { insertExif, readExif } from "./exif.js";

const QUALITY = 0.85;

/**
 * Resizes a JPEG that exceeds the server's limit. Other formats, such as HEIC, are returned unchanged.
 * @param {File} file
 * @param {number} maxEdge longest side that the server stores, in pixels
 * @returns {Promise<Blob>}
 */
export async function resizePhoto(file, maxEdge) {
  if (file.type !== "image/jpeg") return file;
  try {
    const bitmap = await createImageBitmap(file);
    const scale = maxEdge / Math.max(bitmap.width, bitmap.height);
    if (scale >= 1) return file;
    const canvas = drawScaled(bitmap, Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
    const resized = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    const withExif = insertExif(await resized.arrayBuffer(), readExif(await file.arrayBuffer()));
    return withExif.size < file.size ? withExif : file;
  } catch {
    return file; // the server validates the file and reports the error
  }
}

/**
 * Draws the centre square of the image into `canvas`.
 * @returns {Promise<boolean>} false when the file is not an image
 */
export async function drawThumbnail(blob, canvas) {
  try {
    const bitmap = await createImageBitmap(blob);
    const side = Math.min(bitmap.width, bitmap.height);
    const source = [(bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side];
    canvas.getContext("2d").drawImage(bitmap, ...source, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return true;
  } catch {
    return false;
  }
}

function drawScaled(bitmap, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return canvas;
}
