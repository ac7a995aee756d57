/** Which addresses are those of the public internet. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Special purposes (IANA's registries): this machine, its neighbours, multicast, documentation, tunnels into the inside. */
const inside = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Of the sixth version only what is handed out to the public counts, without what leads to the fourth or to examples. */
const outside6 = ['2000::/3'];
const inside6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const listOf = (ranges: readonly string[], family: 'ipv4' | 'ipv6') => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
};
const [blocked4, allowed6, blocked6] = [
  listOf(inside, 'ipv4'),
  listOf(outside6, 'ipv6'),
  listOf(inside6, 'ipv6'),
];

/** Whether an address belongs to the public internet. What is no address does not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked4.check(address, 'ipv4');
  return isIPv6(address) && allowed6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}
