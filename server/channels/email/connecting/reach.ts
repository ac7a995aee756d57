/**
 * The way to a mail server that a member named: its address is looked up once, judged, and connected to as it was judged. The
 * inside of the operator's network is closed, but for what `MAIL_NETWORKS` opens.
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { Problem } from '../../../../contract/errors.ts';
import { isPublicAddress } from '../../../platform/ssrf/index.ts';

export type Reached = { address: string; servername: string };
/** @throws Problem for a host that is not there, or is not to be reached from here; `refusalOf` tells which. */
export type Reach = (host: string, port: number) => Promise<Reached>;
export type Refusal = 'unknown-host' | 'inside-network' | 'not-a-mail-port';

const ports = new Set([25, 110, 143, 465, 587, 993, 995, 2525]);
const lookMilliseconds = 10_000;

/** `networks`: CIDR ranges that are open beside the public internet, on any port. */
export function reachWith(networks: readonly string[], look: typeof lookup = lookup): Reach {
  const open = listOf(networks);
  const isOpen = (address: string) => open.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return async (host, port) => {
    const name = host.replaceAll(/^\[|\]$/g, '');
    const found = isIP(name) > 0 ? [name] : await resolved(name, look);
    // All of them are judged, though one is called: a name that leads inside as well is a trick, or a mistake.
    if (!found.every((address) => isOpen(address) || isPublicAddress(address))) throw inside();
    if (!ports.has(port) && !found.every(isOpen)) throw notOfMail(port);
    const [address = ''] = found;
    return { address, servername: isIP(name) > 0 ? '' : name.replace(/\.$/, '') };
  };
}

/** Why a host was not reached; undefined for any other error. */
export function refusalOf(error: unknown): Refusal | undefined {
  return error instanceof Problem && 'refusal' in error ? (error.refusal as Refusal) : undefined;
}

/** Its addresses, without the names of interfaces that some stand on. */
async function resolved(name: string, look: typeof lookup): Promise<string[]> {
  const late = AbortSignal.timeout(lookMilliseconds);
  const found = await Promise.race([
    look(name, { all: true }).catch(() => []),
    new Promise<never[]>((resolve) => late.addEventListener('abort', () => resolve([]))),
  ]);
  const addresses = found.map(({ address }) => address);
  if (addresses.length === 0) throw unknownHost(name);
  if (addresses.some((address) => isIP(address) === 0 || address.includes('%'))) throw inside();
  return addresses;
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

function refused(refusal: Refusal, detail: string): Problem {
  return Object.assign(new Problem('invalid-input', detail), { refusal });
}

function unknownHost(name: string): Problem {
  return refused('unknown-host', `There is no server "${name.slice(0, 253)}". Look for a slip in its name.`);
}

function inside(): Problem {
  return refused(
    'inside-network',
    'This server is inside the network of this installation. Whoever runs it can open the way with MAIL_NETWORKS.',
  );
}

function notOfMail(port: number): Problem {
  return refused('not-a-mail-port', `Port ${port} is none of mail. Use ${[...ports].join(', ')}.`);
}
