/** Domains as they are typed: one after the other, with commas, spaces or lines between. */
export function domainsIn(text: string): string[] {
  return text.split(/[\s,;，；、]+/).filter((domain) => domain !== '');
}
