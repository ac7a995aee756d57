/** Names of servers as somebody else wrote them. */

/** The name in lower case, without a dot at its end; undefined for what is no public name. */
export function hostNamed(text: string): string | undefined {
  const name = text.trim().toLowerCase().replace(/\.$/, '');
  const isName = /^(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(name);
  // Digits alone at the end are an address in some spelling.
  return isName && !/\.\d+$/.test(name) ? name : undefined;
}

/** Whether a server stands under a domain, or under the one that this belongs to. */
export function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/**
 * The domains that a server's name belongs to, the nearest first. Never one under which strangers register their own
 * (`com.br`): whoever has `autoconfig.com.br` would be asked for everybody's settings.
 */
export function domainsAbove(host: string): string[] {
  const labels = host.split('.');
  const above = labels.map((_, at) => labels.slice(at + 1)).filter((rest) => rest.length >= 2);
  return above
    .filter(([first = '', last = '', ...more]) => more.length > 0 || !isShared(first, last))
    .map((rest) => rest.join('.'))
    .slice(0, 2);
}

/** Second levels that are shared below countries: `com.br`, `co.uk`, `net.cn`, `adv.br`. */
function isShared(first: string, last: string): boolean {
  return last.length === 2 && first.length <= 4;
}
