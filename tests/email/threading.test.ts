/** Which mails stand together does not depend on the order in which they came, and on nothing that a stranger can write. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { conversationBy, tokenFor, tokensIn } from '../../server/channels/email/testing.ts';
import { type MailDesk, openMailDesk } from '../support/mail-desk.ts';
import { randomFrom } from '../support/random.ts';

let desk: MailDesk;
beforeAll(async () => {
  desk = await openMailDesk(inject('testCluster'));
});
afterAll(() => desk.close());

/** Mails of two people in five threads: answers to answers, references that leave some out, a subject that all share. */
function threads(run: string) {
  const id = (name: string) => `<${name}.${run}@client.example>`;
  const [eva, bob] = [`eva-${run}@client.example`, `bob-${run}@client.example`];
  return [
    { from: eva, id: 'a1', refs: [] },
    { from: eva, id: 'a2', refs: ['a1'] },
    { from: eva, id: 'a3', refs: ['a1', 'a2'] },
    { from: eva, id: 'a4', refs: ['a3'] },
    { from: eva, id: 'b1', refs: [] },
    { from: eva, id: 'b2', refs: ['b1', 'lost'] },
    { from: eva, id: 'b3', refs: ['lost'] },
    { from: bob, id: 'c1', refs: [] },
    // Bob has seen what Eva wrote.
    { from: bob, id: 'c2', refs: ['c1', 'a1'] },
    { from: bob, id: 'd1', refs: ['d2'] },
    { from: bob, id: 'd2', refs: ['d1'] },
  ].map(({ from, id: own, refs }) => ({ from, own, messageId: id(own), references: refs.map(id) }));
}

const wanted = ['a1 a2 a3 a4', 'b1 b2 b3', 'c1 c2', 'd1 d2'];

test('shuffled, the same mails make the same conversations', async () => {
  const chance = randomFrom(20_261_124);
  for (let round = 0; round < 20; round += 1) {
    const mails = threads(randomUUID().slice(0, 8));
    const shuffled = mails
      .map((mail) => ({ mail, at: chance.below(1_000_000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ mail }) => mail);
    const ids = new Set<string>();
    const raws = [];
    for (const { from, own, messageId, references } of shuffled)
      raws.push(await desk.write({ from, subject: 'Order', text: own, messageId, references }));
    for (const { conversationId } of await desk.takeAll(raws)) ids.add(conversationId ?? '');
    const stand = await Promise.all(
      [...ids].map(async (id) => {
        const texts = (await desk.messages(id)).map(({ text }) => text.trim());
        return texts.sort().join(' ');
      }),
    );
    // A conversation that became part of another shows what stands there.
    const groups = [...new Set(stand)].filter(
      (one) => !stand.some((other) => other !== one && other.includes(one)),
    );
    expect(groups.sort(), shuffled.map(({ own }) => own).join(' ')).toEqual(wanted);
  }
}, 120_000);

test('no id, an empty one and the same subject tie nobody to anybody', async () => {
  const subject = 'Invoice';
  const taken = [];
  for (const from of ['one@client.example', 'two@client.example', 'three@client.example']) {
    const raw = await desk.write({ from, subject, text: from });
    taken.push(await desk.take(raw.replace(/^Message-ID: .*\r\n/im, 'Message-ID: <>\r\n')));
  }
  expect(new Set(taken.map(({ conversationId }) => conversationId)).size).toBe(3);
});

test('a token is of use to its recipient in its workspace alone, whole and as it was made', () => {
  const key = Buffer.alloc(32, 7);
  const told = { workspaceId: randomUUID(), conversationId: randomUUID(), recipient: 'ana@client.example' };
  const token = tokenFor(key, told);
  expect(token).toMatch(/^[a-z2-7]{52}$/);
  expect(conversationBy(key, token, told)).toBe(told.conversationId);
  expect(conversationBy(key, token, { ...told, recipient: 'ANA@client.example' })).toBe(told.conversationId);
  expect(conversationBy(key, token, { ...told, recipient: 'eve@evil.example' })).toBeUndefined();
  expect(conversationBy(key, token, { ...told, workspaceId: randomUUID() })).toBeUndefined();
  expect(conversationBy(Buffer.alloc(32, 8), token, told)).toBeUndefined();
  expect(conversationBy(key, token.toUpperCase(), told)).toBeUndefined();
  expect(tokensIn([`help+${token}@shop.example`], [`<${token}.x@shop.example>`])).toEqual([token]);
  fc.assert(
    fc.property(
      fc.nat(51),
      fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'),
      fc.nat(51),
      (at, letter, length) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        if (changed !== token) expect(conversationBy(key, changed, told)).toBeUndefined();
        expect(conversationBy(key, token.slice(0, length), told)).toBeUndefined();
        expect(conversationBy(key, token + letter, told)).toBeUndefined();
      },
    ),
  );
});
