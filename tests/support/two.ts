/** Two workspaces on one server, each with something in every table; the other one's texts hold the canary. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { vi } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import type { CreatedOwner } from '../../server/accounts/index.ts';
import { addWorkspace, request, type TestServer } from '../../server/app/testing.ts';
import { reportTraits } from '../../server/customers/index.ts';
import { inWorkspace } from '../../server/platform/db/index.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { send as sendCall, track } from './collecting.ts';
import { fromSomewhere, startServerBehindProxy } from './people.ts';
import { samplesFor } from './samples.ts';
import { idsOf } from './workspaces.ts';

export const canary = 'kanarienvogel';
export type WorkspaceIds = Awaited<ReturnType<typeof idsOf>>;

export type Two = {
  server: TestServer;
  here: CreatedOwner;
  there: CreatedOwner;
  own: WorkspaceIds;
  foreign: WorkspaceIds;
  /** Tables with a workspace, as the database has them. */
  tables: { name: string; partition: boolean; columns: string }[];
};

/** Makes them. */
export async function openTwo(cluster: { adminUrl: string; serverUrl: string }): Promise<Two> {
  const server = await startServerBehindProxy(cluster);
  const here = server.owner;
  const there = await addWorkspace(server.db, `${canary} workspace`, {
    email: `${canary}@example.com`,
    password: 'correct horse battery',
  });
  const own = await idsOf(server.url, here);
  const foreign = await idsOf(server.url, there, canary);
  await fillTables(server, here, own, 'plain');
  await fillTables(server, there, foreign, canary);
  await followed(server, [here, there]);
  const tables = await runSql(server.database.adminUrl, async (client) => {
    const { rows } = await client.query(
      `select c.relname as name, c.relispartition as partition, (
         select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       ) as columns from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')`,
    );
    return rows as Two['tables'];
  });
  return { server, here, there, own, foreign, tables };
}

/** What is written behind the commits is there as well. */
async function followed(server: TestServer, owners: readonly CreatedOwner[]): Promise<void> {
  const ids = owners.map(({ workspaceId }) => workspaceId);
  await vi.waitFor(
    () =>
      runSql(server.database.adminUrl, async (client) => {
        const { rows } = await client.query(
          'select distinct workspace_id from message_texts where workspace_id = any($1)',
          [ids],
        );
        if (rows.length < ids.length) throw new Error('No message can be found yet.');
      }),
    { timeout: 10_000 },
  );
}

/** Something for the tables that are still empty. */
async function fillTables(
  server: TestServer,
  owner: CreatedOwner,
  ids: WorkspaceIds,
  text: string,
): Promise<void> {
  const { url } = server;
  const body = { name: text, identities: [{ kind: 'email' as const, value: `${text}@example.com` }] };
  const headers = { 'idempotency-key': text, ...fromSomewhere() };
  const other = await request(url, owner.apiKey, endpoints.createCustomer, { body, headers });
  await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: `another ${text}` } });
  await request(url, owner.apiKey, endpoints.startConversation, {
    body: { customerId: other.body.id, inboxId: owner.inboxId, text },
  });
  const params = { id: ids.otherConversationId };
  const moved = await request(url, owner.apiKey, endpoints.postMessage, {
    params,
    body: { text, note: true },
  });
  await request(url, owner.apiKey, endpoints.editMessage, {
    params: { id: ids.messageId },
    body: { text: `${text}, said otherwise` },
  });
  const split = { params, body: { messageIds: [moved.body.id] } };
  const apart = await request(url, owner.apiKey, endpoints.splitConversation, split);
  await request(url, owner.apiKey, endpoints.mergeConversation, {
    params: { id: apart.body.id },
    body: { intoId: ids.otherConversationId },
  });
  await request(url, owner.apiKey, endpoints.createResetLink, { params: { id: ids.memberId } });
  await request(url, owner.apiKey, endpoints.markConversationRead, {
    params: { id: ids.conversationId },
    body: { inboundCount: 1 },
  });
  for (const name of ['writeOrder', 'writeReview'] as const) {
    await request(url, owner.apiKey, endpoints[name], samplesFor(ids)[name] as never);
  }
  await request(url, owner.apiKey, endpoints.updateProfile, {
    params: { id: ids.customerId },
    body: { nextStep: text },
  });
  await request(url, owner.apiKey, endpoints.createCompany, { body: { name: `another ${text}` } });
  await request(url, owner.apiKey, endpoints.addCompanyPerson, {
    params: { id: ids.companyId, customerId: ids.otherCustomerId },
    body: {},
  });
  const page = { id: randomUUID(), url: `https://${text}.example/`, title: text, referrer: null };
  await request(url, ids.visitorToken, endpoints.recordPageView, { body: page, headers });
  const fault = { id: randomUUID(), url: page.url, message: text, source: text };
  await request(url, ids.visitorToken, endpoints.recordPageError, { body: fault, headers });
  await sendCall(url, 'track', owner.writeKey, track(text));
  const merge = { params: { id: ids.customerId }, body: { customerId: other.body.id } };
  await request(url, owner.apiKey, endpoints.mergeCustomers, merge);
  await request(url, owner.apiKey, endpoints.recordConsent, {
    params: { id: ids.customerId },
    body: { channel: 'email', granted: true, how: 'spoken', proof: text },
  });
  await request(url, owner.apiKey, endpoints.refuseMerge, {
    params: { id: ids.customerId },
    body: { customerId: ids.otherCustomerId },
  });
  await runSql(server.database.adminUrl, async (client) => {
    await client.query('set role rapport_maintenance');
    await client.query('insert into workspace_imports (workspace_id, digest, renamed) values ($1, $2, $3)', [
      owner.workspaceId,
      text,
      {},
    ]);
  });
  const pest = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: text } });
  await request(url, owner.apiKey, endpoints.blockCustomer, { params: { id: pest.body.id } });
  await request(url, owner.apiKey, endpoints.changeClosing, { body: { asks: 'offered' } });
  await request(url, owner.apiKey, endpoints.changeStageRule, {
    body: { lines: [{ kind: 'event.tracked', pattern: text, stage: 'use' }] },
  });
  await request(url, owner.apiKey, endpoints.addTeamMember, {
    params: { id: ids.teamId, memberId: ids.memberId },
  });
  await request(url, owner.apiKey, endpoints.setHours, samplesFor(ids).setHours as never);
  await request(url, owner.apiKey, endpoints.setSilenceRule, {
    // So late that nobody is woken while the tests look.
    body: { rule: { minutes: 30 * 1_440, memberId: ids.memberId } },
  });
  await request(url, owner.apiKey, endpoints.setAvailability, {
    params: { id: ids.memberId },
    body: { choice: 'away' },
  });
  const aboutRequest = { params: { id: ids.privacyRequestId } };
  await request(url, owner.apiKey, endpoints.restrictCustomer, {
    ...aboutRequest,
    body: { restricted: true },
  });
  await request(url, owner.apiKey, endpoints.updatePrivacySettings, { body: { law: 'lgpd' } });
  await inWorkspace(server.db, owner.workspaceId, async (tx) => {
    // Of a segment that is not there: nobody takes them away meanwhile.
    await sql`insert into segment_members (segment_id, customer_id, entered_at) values (${randomUUID()}, ${randomUUID()}, now())`.execute(
      tx,
    );
    await sql`insert into segment_checks (segment_id, customer_id, check_at) values (${randomUUID()}, ${randomUUID()}, '2200-01-01')`.execute(
      tx,
    );
    await sql`insert into privacy_exports (id, request_id, customer_id, locale, state, stored_name)
      values (${randomUUID()}, ${ids.privacyRequestId}, ${ids.customerId}, 'en', 'gone', ${text})`.execute(
      tx,
    );
    await sql`insert into erasures (id, kind, customer_ids, state, stage) values (${randomUUID()}, 'addresses', '{}', 'done', ${text})`.execute(
      tx,
    );
    await sql`insert into suppressions (digest) values (sha256(${text}::bytea))`.execute(tx);
    await sql`insert into restriction_counts (customer_id, held_count, last_held_at) values (${ids.customerId}, 1, now())`.execute(
      tx,
    );
    await reportTraits(tx, 'test', [
      {
        customerId: ids.customerId,
        traits: { city: text },
        verified: true,
        occurredAt: '2026-01-01T00:00:00.000Z',
        messageId: text,
      },
    ]);
    await sql`insert into follower_cursors (follower, epoch, xid, seq) values (${text}, 1, '1'::xid8, 1)`.execute(
      tx,
    );
    await sql`insert into import_errors (import_id, row_number, reason) values (${ids.importId}, 1, ${JSON.stringify({ text })}::jsonb)`.execute(
      tx,
    );
    await sql`insert into task_reminders (id, task_id, member_id, reminded_at)
      values (${ids.reminderId}, ${ids.taskId}, ${ids.memberId}, now())`.execute(tx);
    await sql`insert into promise_reminders (id, promise_id, member_id, reminded_at)
      values (${randomUUID()}, ${ids.promiseId}, ${ids.memberId}, now())`.execute(tx);
    await sql`insert into silence_alarms (id, conversation_id, since, step, member_id, alarmed_at)
      values (${randomUUID()}, ${ids.conversationId}, now(), 1, ${ids.memberId}, now())`.execute(tx);
    await sql`insert into notifications (id, member_id, kind, actor, created_at, latest_at, in_app)
      values (${ids.notificationId}, ${ids.memberId}, 'test', '{"kind":"system","id":null}', now(), now(), true)`.execute(
      tx,
    );
    await sql`insert into notification_settings (member_id, settings) values (${ids.memberId}, ${{}})`.execute(
      tx,
    );
    await sql`insert into push_subscriptions (id, member_id, address_hash, sealed)
      values (${randomUUID()}, ${ids.memberId}, sha256(${text}::bytea), ${text})`.execute(tx);
    await sql`insert into presence_beats (member_id, beat_at) values (${ids.memberId}, now())`.execute(tx);
    await sql`insert into conversation_receipts (conversation_id, delivered_until)
      values (${ids.conversationId}, now()) on conflict do nothing`.execute(tx);
    await sql`insert into import_batches (import_id, last_row) values (${ids.importId}, 1)`.execute(tx);
    await sql`insert into routing_turns (team_id, member_id, epoch, xid, seq)
      values (${ids.teamId}, ${ids.memberId}, 1, '1'::xid8, 1)`.execute(tx);
    await sql`insert into link_previews (address_hash, title, expires_at)
      values (sha256(${text}::bytea), ${text}, '2200-01-01')`.execute(tx);
    await sql`insert into link_preview_messages (message_id, customer_id, address_hash)
      values (${ids.messageId}, ${ids.customerId}, sha256(${text}::bytea))`.execute(tx);
    await sql`insert into mail_places (inbox_id, folder, uid_validity, uid, mail_id)
      values (${ids.mailboxId}, 'INBOX', '1', 1, ${ids.mailId})`.execute(tx);
    await sql`insert into mail_syncs (inbox_id, folder, uid_validity, watermark, floor, rematch_to)
      values (${ids.mailboxId}, 'INBOX', '1', 1, 0, 0)`.execute(tx);
    await sql`insert into mail_health (inbox_id, reason) values (${ids.mailboxId}, ${text})`.execute(tx);
    await sql`insert into mail_acknowledgements (inbox_id, customer_id, sent_at)
      values (${ids.mailboxId}, ${ids.customerId}, now())`.execute(tx);
    await sql`insert into withdrawn_entries (entry_id) values (${randomUUID()})`.execute(tx);
    await sql`
      insert into duplicate_pairs (one_id, other_id, score, evidence)
      select least(${ids.memberId}::uuid, ${ids.importId}::uuid), greatest(${ids.memberId}::uuid, ${ids.importId}::uuid), 1,
        jsonb_build_object('orders', ${text}::text)`.execute(tx);
    await sql`insert into imported_rows (digest, import_id) values (${randomUUID()}, ${ids.importId})`.execute(
      tx,
    );
    await sql`insert into follower_setasides (follower, entry_id, error) values (${text}, ${randomUUID()}, ${text})`.execute(
      tx,
    );
  });
}
