// The notes that a camera wrote into a JPEG: carried over into the smaller picture, because the server reads from
// them when and where it was taken (and keeps them out of what it stores).

const START = 0xffd8;
const NOTES = 0xffe1;
const SCAN = 0xffda;
const ORIENTATION = 0x0112;
const EXIF = 0x45786966; // "Exif"

/**
 * @param {ArrayBuffer} jpeg
 * @returns {Uint8Array | null} the whole segment, saying that the picture stands upright
 */
export function notesOf(jpeg) {
  const view = new DataView(jpeg);
  if (view.byteLength < 4 || view.getUint16(0) !== START) return null;
  for (let at = 2; at + 10 < view.byteLength && view.getUint16(at) !== SCAN; ) {
    const length = view.getUint16(at + 2);
    if (view.getUint16(at) === NOTES && view.getUint32(at + 4) === EXIF) {
      const segment = new Uint8Array(jpeg.slice(at, at + 2 + length));
      return turnUpright(segment) ? segment : null;
    }
    at += 2 + length;
  }
  return null;
}

/**
 * @param {ArrayBuffer} jpeg
 * @param {Uint8Array | null} notes
 */
export function withNotes(jpeg, notes) {
  const parts = notes ? [jpeg.slice(0, 2), notes, jpeg.slice(2)] : [jpeg];
  return new Blob(parts, { type: "image/jpeg" });
}

/** The smaller picture is drawn upright; were the old turn still noted, it would be turned again. */
function turnUpright(segment) {
  const view = new DataView(segment.buffer);
  const tiff = 10; // behind the marker, the length, and "Exif" with two zeros
  const little = view.getUint16(tiff) === 0x4949;
  try {
    const directory = tiff + view.getUint32(tiff + 4, little);
    for (let n = 0; n < view.getUint16(directory, little); n += 1) {
      const entry = directory + 2 + 12 * n;
      if (view.getUint16(entry, little) === ORIENTATION) view.setUint16(entry + 8, 1, little);
    }
    return true;
  } catch {
    return false; // notes that break off tell nothing
  }
}
