/** Who is at the other end of a socket, behind the proxies that the operator trusts. */
import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';

/** Forwarded headers are believed from trusted proxies only; from anybody else the peer's own address counts. */
export function addressBehind(trusted: readonly string[] | undefined): (request: IncomingMessage) => string {
  const trust = proxyAddress.compile(trusted ? [...trusted] : []);
  return (request) => proxyAddress(request, trust);
}
