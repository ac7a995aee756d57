/** In which stage of its way a customer is: that of the newest entry that has one. A member's word is such an entry. */
import { sql } from 'kysely';
import type { Stage } from '../../contract/stage-names.ts';
import type { CustomerStage } from '../../contract/stages.ts';
import type { By } from '../accounts/index.ts';
import { append, newestMarked } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { lockCustomer } from './lock.ts';
import { readCustomer } from './queries.ts';
import { readStageRule, stageMarking } from './stage-rule.ts';

/** @throws Problem `not-found` for an id of nobody here. */
export async function readCustomerStage(tx: Tx, customerId: string): Promise<CustomerStage> {
  const { id } = await readCustomer(tx, customerId);
  const { lines } = await readStageRule(tx);
  const { rows } = await sql<{ id: string; kind: string; at: string; value: Stage }>`
    select s.id, s.kind, rfc3339(s.at) as at, s.value from ${newestMarked(sql`${id}::uuid`, stageMarking(lines))} s`.execute(
    tx,
  );
  const [newest] = rows;
  if (!newest) return { stage: null, entryId: null, since: null, isByHand: false };
  return {
    stage: newest.value,
    entryId: newest.id,
    since: newest.at,
    isByHand: newest.kind === 'stage.changed',
  };
}

/** A member says in which stage a customer is. The same again, said by a member before, is not written down. */
export async function setCustomerStage(
  tx: Tx,
  by: By,
  customerId: string,
  stage: Stage,
): Promise<CustomerStage> {
  const id = await lockCustomer(tx, customerId);
  const before = await readCustomerStage(tx, id);
  if (before.stage === stage && before.isByHand) return before;
  await append(tx, {
    kind: 'stage.changed',
    payload: { customerId: id, stage },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId: id,
  });
  return readCustomerStage(tx, id);
}
