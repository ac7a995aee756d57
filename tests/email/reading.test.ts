/** Reading a mail: its page with its own pictures, pictures from elsewhere once they are asked for, its fields and its original. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { apiPrefix, endpoints } from '../../contract/endpoints.ts';
import { addWorkspace, request } from '../../server/app/testing.ts';
import { type MailDesk, openMailDesk } from '../support/mail-desk.ts';
import { png } from '../support/uploading.ts';

const asked: string[] = [];
let desk: MailDesk;
beforeAll(async () => {
  desk = await openMailDesk(inject('testCluster'), {
    config: {
      reachesPages: async (address: string) => {
        asked.push(address);
        return address.includes('missing')
          ? undefined
          : { url: new URL(address), type: 'image/png', body: png() };
      },
    },
  });
});
afterAll(() => desk.close());

const ask = async (name: 'readMailPage' | 'readMailFields', id: string, query = {}) => {
  const { url, owner } = desk.server;
  return request(url, owner.apiKey, endpoints[name], { params: { id }, query } as never);
};

test('a page is shown with its own pictures, and with those of others through the server when that is asked for', async () => {
  const html =
    '<p onclick="alert(1)">Hello <img src="cid:logo" alt="Logo"><img src="https://pictures.example/a.png?x=1&amp;y=2" width="80">' +
    '<img src="cid:other"><script>alert(1)</script></p>';
  const taken = await desk.take(
    await desk.write({
      from: 'ana@client.example',
      html,
      attachments: [{ filename: 'logo.png', content: png(), cid: 'logo' }],
    }),
  );
  const [message] = await desk.messages(taken.conversationId ?? '');
  expect(message?.mail).toMatchObject({ hasPage: true, isVerified: true });
  expect(message?.attachments).toMatchObject([{ name: 'logo.png', type: 'image/png' }]);
  const fileId = message?.attachments?.[0]?.fileId;

  const plain = (await ask('readMailPage', taken.id)).body as { html: string; blockedPictures: number };
  expect(plain.blockedPictures).toBe(1);
  expect(plain.html).toContain(`${apiPrefix}/attachments/${fileId}`);
  expect(plain.html).not.toMatch(/pictures\.example|alert|onclick|<script/);
  expect(asked).toEqual([]);

  const whole = (await ask('readMailPage', taken.id, { pictures: 'true' })).body as {
    html: string;
    blockedPictures: number;
  };
  expect(whole.blockedPictures).toBe(0);
  const path = /src="([^"]*mail-pictures[^"]*)"/.exec(whole.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const picture = await fetch(`${desk.server.url}${path}`);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(picture.headers.get('content-security-policy')).toContain('sandbox');
  expect(asked).toEqual(['https://pictures.example/a.png?x=1&y=2']);
  // With any part changed it is nobody's.
  for (const changed of [
    path.replace('a.png', 'b.png'),
    path.replace(/key=./, 'key=_'),
    path.replace(/mail=[^&]*/, `mail=${desk.inboxId}`),
  ])
    expect((await fetch(`${desk.server.url}${changed}`)).status).toBe(403);
  expect(asked).toHaveLength(1);
});

test('the original is given byte by byte and never shown as a page; fields are told as they came', async () => {
  const raw = await desk.write({
    from: 'bo@client.example',
    subject: 'Grüße 你好',
    headers: { 'X-Odd': 'a <b>c</b>' },
  });
  const taken = await desk.take(raw);
  const { url, owner } = desk.server;
  const original = await fetch(`${url}${apiPrefix}/mails/${taken.id}/original`, {
    headers: { authorization: `Bearer ${owner.apiKey}` },
  });
  expect(await original.text()).toBe(raw);
  expect(original.headers.get('content-type')).toBe('application/octet-stream');
  expect(original.headers.get('content-disposition')).toContain('attachment');
  const { fields, sender } = (await ask('readMailFields', taken.id)).body as {
    fields: { name: string; value: string }[];
    sender: { isVerified: boolean };
  };
  expect(fields.find(({ name }) => name === 'X-Odd')?.value).toBe('a <b>c</b>');
  expect(sender.isVerified).toBe(true);
  const other = await addWorkspace(desk.server.db, 'Other', desk.server.ownerLogin);
  const foreign = await request(url, other.apiKey, endpoints.readMailFields, { params: { id: taken.id } });
  expect(foreign.status).toBe(404);
});

test('what cannot be read is seen, with the reason and its original, and read again when somebody wants that', async () => {
  const { owner, url } = desk.server;
  const odd = await desk.take('no header at all, and no end');
  expect(odd.conversationId, JSON.stringify(odd)).not.toBe(null);
  const again = await request(url, owner.apiKey, endpoints.readMailAgain, { params: { id: odd.id } });
  expect(again.status).toBe(200);
});
