/** Network addresses as far as they may be kept. */
import ipaddr from 'ipaddr.js';

/** How much of a network address is kept. */
export type AddressMode = 'whole' | 'cut' | 'drop';

const keptBitsV4 = 24;
const keptBitsV6 = 48;

/** The address as the setting lets it be kept: whole, without its last 8 (IPv4) or 80 bits (IPv6), or not at all. */
export function cutAddress(address: string, mode: AddressMode): string | undefined {
  if (mode === 'drop' || !ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.process(address);
  if (mode === 'whole') return parsed.toString();
  const kept = parsed.kind() === 'ipv4' ? keptBitsV4 : keptBitsV6;
  const bytes = parsed.toByteArray().map((byte, at) => (at * 8 < kept ? byte : 0));
  return ipaddr.fromByteArray(bytes).toString();
}
