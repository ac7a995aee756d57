/** How a camera was held, as the Exif part of a picture says it (Exif 2.3, tag 0x0112). */

const tag = 0x0112;
const fieldBytes = 12;
const fieldsMax = 500;
const upright = 1;

/** From 1 to 8; above 4 width and height are exchanged when it is shown. 1 where it says nothing. */
export function orientationIn(exif: Buffer): number {
  if (exif.toString('latin1', 0, 6) !== 'Exif\0\0') return upright;
  const tiff = exif.subarray(6);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  try {
    const first = u32(4);
    const count = Math.min(u16(first), fieldsMax);
    for (let field = 0; field < count; field++) {
      const at = first + 2 + field * fieldBytes;
      if (u16(at) === tag) return u16(at + 8);
    }
  } catch (error) {
    // It is no picture's fault that its Exif part is cut off.
    if (!(error instanceof RangeError)) throw error;
  }
  return upright;
}
