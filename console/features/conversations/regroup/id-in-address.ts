/** The conversation that an address of this console names, or an id alone; undefined where there is none. */
export function idInAddress(text: string): string | undefined {
  const id = '[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}';
  const found = new RegExp(`^(?:\\S*/conversations/)?(${id})(?:[?#/]\\S*)?$`, 'i').exec(text.trim());
  return found?.[1]?.toLowerCase();
}
