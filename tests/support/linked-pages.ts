/** A small world of pages that messages link to: one address counts as public, its neighbour is the inside. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getIn, type World } from '../../server/platform/ssrf/testing.ts';

const publicAddress = '127.0.0.2';
const insideAddress = '127.0.0.1';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Names that end in `.example` are public, those that begin with `inside` are not; `flips.example` changes its mind. */
export async function startPages(answers: Readonly<Record<string, Answer>>) {
  const asked: string[] = [];
  const insideAsked: string[] = [];
  const outside = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    asked.push(path);
    const answer = answers[path];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => outside.listen(0, publicAddress, resolve));
  const { port } = outside.address() as AddressInfo;
  const inside = createServer((request, response) => {
    insideAsked.push(request.url ?? '');
    html('<title>Secret</title>')(request, response);
  });
  await new Promise<void>((resolve) => inside.listen(port, insideAddress, resolve));
  let flips = 0;
  const addressOf = (host: string): string => {
    if (host === 'flips.example') {
      flips += 1;
      return flips === 1 ? publicAddress : insideAddress;
    }
    return host.startsWith('inside') ? insideAddress : publicAddress;
  };
  const world: World = {
    isPublic: (address) => address === publicAddress,
    ports: [String(port)],
    resolve: (host, done) =>
      host.startsWith('nowhere')
        ? done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), [])
        : done(null, [{ address: addressOf(host), family: 4 }]),
    milliseconds: 1_500,
  };
  return {
    world,
    get: getIn(world),
    port,
    asked,
    insideAsked,
    /** The address of a page at a host of this world. */
    at: (path: string, host = 'shop.example') => `http://${host}:${port}${path}`,
    close: async () => {
      for (const one of [outside, inside]) {
        one.closeAllConnections();
        await new Promise((resolve) => one.close(resolve));
      }
    },
  };
}

export function html(text: string | Buffer, type = 'text/html; charset=utf-8'): Answer {
  return (_, response) => response.writeHead(200, { 'content-type': type }).end(text);
}

export function redirect(location: string, status = 302): Answer {
  return (_, response) => response.writeHead(status, { location }).end();
}
