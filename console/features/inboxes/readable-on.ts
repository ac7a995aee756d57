/** Which of black and white reads better on a colour. */

/** White or black, whichever has the higher contrast (WCAG 2.2) on `#rrggbb`; white for what is no colour. */
export function readableOn(color: string): '#ffffff' | '#000000' {
  const [, red = '0', green = '0', blue = '0'] = /^#(..)(..)(..)$/.exec(color) ?? [];
  const [r, g, b] = [red, green, blue].map(linear) as [number, number, number];
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  // Equal where (L + 0.05)² = 0.05 × 1.05.
  return luminance > Math.sqrt(0.05 * 1.05) - 0.05 ? '#000000' : '#ffffff';
}

/** An sRGB channel (two hex digits) as light. */
function linear(channel: string): number {
  const value = Number.parseInt(channel, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
