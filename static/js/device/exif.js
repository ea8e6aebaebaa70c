// Copies the EXIF segment of a JPEG into its resized copy. The server reads the time and place of a photo from EXIF
// and removes the segment before it stores the photo.

const START_OF_IMAGE = 0xffd8;
const APP1 = 0xffe1;
const START_OF_SCAN = 0xffda;
const ORIENTATION = 0x0112;
const EXIF = 0x45786966; // "Exif"

/**
 * @param {ArrayBuffer} jpeg
 * @returns {Uint8Array | null} the whole APP1 segment with the orientation set to upright, or null
 */
export function readExif(jpeg) {
  const view = new DataView(jpeg);
  if (view.byteLength < 4 || view.getUint16(0) !== START_OF_IMAGE) return null;
  for (let offset = 2; offset + 10 < view.byteLength && view.getUint16(offset) !== START_OF_SCAN; ) {
    const length = view.getUint16(offset + 2);
    if (view.getUint16(offset) === APP1 && view.getUint32(offset + 4) === EXIF) {
      const segment = new Uint8Array(jpeg.slice(offset, offset + 2 + length));
      return resetOrientation(segment) ? segment : null;
    }
    offset += 2 + length;
  }
  return null;
}

/**
 * @param {ArrayBuffer} jpeg
 * @param {Uint8Array | null} segment
 */
export function insertExif(jpeg, segment) {
  const parts = segment ? [jpeg.slice(0, 2), segment, jpeg.slice(2)] : [jpeg];
  return new Blob(parts, { type: "image/jpeg" });
}

/** The canvas already applies the orientation; viewers would rotate the resized photo again. */
function resetOrientation(segment) {
  const view = new DataView(segment.buffer);
  const tiff = 10; // after the marker, the length and "Exif" with two zero bytes
  const isLittleEndian = view.getUint16(tiff) === 0x4949;
  try {
    const directory = tiff + view.getUint32(tiff + 4, isLittleEndian);
    for (let n = 0; n < view.getUint16(directory, isLittleEndian); n += 1) {
      const entry = directory + 2 + 12 * n;
      if (view.getUint16(entry, isLittleEndian) === ORIENTATION) view.setUint16(entry + 8, 1, isLittleEndian);
    }
    return true;
  } catch {
    return false; // the segment is truncated
  }
}
