/** A killed erasure goes on where it was, stage by stage, and leaves no trace. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { canariesOf, dump, filesIn, makeKnown, traces } from '../support/privacy.ts';
import { startProgram } from '../torture/program.ts';

/** In each of these the server is killed once. */
const killedIn = ['mentions', 'rest'];
const mentions = 20_000;

test('nothing of a person is left, in whichever stage the process was killed', {
  timeout: 300_000,
}, async () => {
  const program = await startProgram();
  try {
    const person = canariesOf('1001');
    const { customerId } = await makeKnown(program, person);
    const ask = async (endpoint: Parameters<typeof request>[2], input: object) => {
      const answer = await request(program.url, program.owner.apiKey, endpoint, input as never);
      return answer as { status: number; body: unknown };
    };
    // Enough to look through for it to take a while.
    await runSql(program.adminUrl(), (client) =>
      client.query(
        `insert into entries (workspace_id, id, kind, direction, actor_kind, occurred_at, source_name, payload)
         select $1, gen_random_uuid(), 'note.added', 'internal', 'system', now(), 'test',
           jsonb_build_object('text', case when n % 100 = 0 then 'They know ' || $2 || ' well.' else 'Nothing.' end)
         from generate_series(1, ${mentions}) n`,
        [program.owner.workspaceId, person.name],
      ),
    );
    const opened = await ask(endpoints.openPrivacyRequest, {
      body: { kind: 'erase', customerId, askedHow: 'mail' },
    });
    const params = { id: (opened.body as { id: string }).id };
    const started = await ask(endpoints.startErasure, { params, body: { name: person.name } });
    expect(started.status).toBe(202);
    const killed: string[] = [];
    for (let isDone = false; !isDone; ) {
      const stage = await runSql(program.adminUrl(), async (client) => {
        const { rows } = await client.query<{ stage: string }>(
          "select stage from erasures where state = 'running'",
        );
        return rows[0]?.stage;
      });
      isDone = stage === undefined;
      if (stage !== undefined && !killed.includes(stage) && killedIn.includes(stage)) {
        killed.push(stage);
        await program.killServer();
        await program.untilReady();
      }
      await sleep(1);
    }
    expect(killed).toEqual(killedIn);
    await vi.waitFor(async () => {
      const { body } = await ask(endpoints.readPrivacyRequest, { params });
      expect((body as { request: { state: string } }).request.state).toBe('done');
    });
    const left = new Map([...(await dump(program.adminUrl())), ...filesIn(program.folder.path)]);
    expect(traces(Object.values(person), withoutDatabase(left))).toEqual([]);
    await program.end();
  } finally {
    await program.clear();
  }
});

/** The files of PostgreSQL keep old versions of rows for a while; what they hold is in the dump. */
function withoutDatabase(places: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...places].filter(([place]) => !place.includes('/postgres/')));
}
