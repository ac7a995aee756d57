/** The sites that may show the chat, as people type them. */

const sitePattern = /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

/** One site per line, forgiving: `Shop.example/path` becomes `https://shop.example`. */
export function parseSites(text: string): { sites: string[]; wrong: string[] } {
  const lines = text.split(/[\s,]+/).filter((line) => line !== '');
  const sites = lines.map(normalSite);
  const wrong = lines.filter((_, index) => !sitePattern.test(sites[index] ?? ''));
  return { sites: [...new Set(sites.filter((site) => sitePattern.test(site)))], wrong };
}

function normalSite(line: string): string {
  const [, scheme, rest = ''] = /^(https?:\/\/)?(.*)$/i.exec(line) ?? [];
  const [host = ''] = rest.split(/[/?#]/);
  const isLocal = /^localhost(:|$)/i.test(host);
  return `${scheme?.toLowerCase() ?? (isLocal ? 'http://' : 'https://')}${host.toLowerCase()}`;
}
