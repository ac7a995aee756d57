/** A bulk whose program is killed in the middle, on the way there and on the way back: each conversation changes once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Bulk } from '../contract/bulks.ts';
import { endpoints } from '../contract/endpoints.ts';
import { request } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { startProgram } from './torture/program.ts';

const conversations = 400;
/** At so many of them that are through, the program is killed. */
const killedAt = [40, 250];

test('killed in the middle, a bulk and its undoing do everything once', { timeout: 240_000 }, async () => {
  const program = await startProgram();
  try {
    const ask = async (endpoint: Parameters<typeof request>[2], input: object) => {
      const answer = await request(program.url, program.owner.apiKey, endpoint, input as never);
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      return answer.body as never as { id: string };
    };
    const { id: customerId } = await ask(endpoints.createCustomer, { body: { name: 'C', identities: [] } });
    const conversationIds: string[] = [];
    for (let n = 0; n < conversations; n += 1) {
      const body = { customerId, inboxId: program.owner.inboxId, text: `hello ${n}` };
      conversationIds.push((await ask(endpoints.startConversation, { body })).id);
    }
    const { id } = await ask(endpoints.startBulk, {
      body: { conversationIds, actions: [{ type: 'close' }] },
    });
    const params = { id };

    /** How many entries of a kind there are, of how many conversations, by the bulk. */
    const entriesOf = (kind: string) =>
      runSql(program.adminUrl(), async (client) => {
        const { rows } = await client.query<{ all: number; apart: number }>(
          `select count(*)::integer as all, count(distinct conversation_id)::integer as apart
           from entries where kind = $1`,
          [kind],
        );
        return rows[0] ?? { all: 0, apart: 0 };
      });
    const through = async (kind: string, state: Bulk['state']): Promise<number> => {
      let kills = 0;
      for (;;) {
        const { all } = await entriesOf(kind);
        if (kills < killedAt.length && all >= (killedAt[kills] ?? 0) && all < conversations) {
          kills += 1;
          await program.killServer();
          await program.untilReady();
        }
        if (
          all >= conversations &&
          ((await ask(endpoints.readBulk, { params })) as never as Bulk).state === state
        )
          return kills;
        await sleep(5);
      }
    };

    expect(await through('conversation.closed', 'done')).toBe(killedAt.length);
    expect(await entriesOf('conversation.closed')).toEqual({ all: conversations, apart: conversations });

    await ask(endpoints.undoBulk, { params });
    expect(await through('conversation.reopened', 'undone')).toBe(killedAt.length);
    expect(await entriesOf('conversation.reopened')).toEqual({ all: conversations, apart: conversations });
    await program.end();
  } finally {
    await program.clear();
  }
});
