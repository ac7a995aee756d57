/** Plain HTTP for tests: every header exactly as given, every answer as it came. */
import { Agent, request as httpRequest } from 'node:http';

export type Reply = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The body, where it is JSON. */
  json: { code?: string; detail?: string; [field: string]: unknown };
};

export type Ask = {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  /** Give up after so long. */
  timeoutMs?: number;
};

const agent = new Agent({ keepAlive: true });

/** Asks the server and reads the whole answer; rejects only when there is none. */
export function ask(
  url: string,
  { method = 'GET', headers = {}, body, timeoutMs }: Ask = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: jsonOf(text) });
      });
    });
    sent.on('error', reject);
    if (timeoutMs !== undefined)
      sent.setTimeout(timeoutMs, () => sent.destroy(new Error('no answer in time')));
    sent.end(body);
  });
}

function jsonOf(text: string): Reply['json'] {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The cookies that an answer sets, as a browser sends them back. */
export function cookiesOf(headers: Reply['headers'] | Headers): string {
  const set = headers instanceof Headers ? headers.getSetCookie() : [headers['set-cookie'] ?? []].flat();
  return set
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
}
