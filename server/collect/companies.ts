/** The companies that `group` calls name, with those whom they came from as their people. */
import { addMembers, reportCompanies } from '../companies/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Fact } from './parse.ts';

/** Writes down what calls tell of companies, those of one source. */
export async function writeGroups(
  tx: Tx,
  source: string,
  told: readonly { fact: Fact; verified: boolean; customerId: string }[],
): Promise<void> {
  const groups = told.flatMap(({ fact, ...rest }) =>
    fact.said.type === 'group' ? [{ ...fact.said, ...rest, fact }] : [],
  );
  if (groups.length === 0) return;
  const reported = await reportCompanies(
    tx,
    source,
    groups.map(({ groupId, traits, verified, fact: { occurredAt, messageId } }) => {
      return { externalId: groupId, traits, verified, occurredAt, messageId };
    }),
  );
  const memberships = groups.flatMap(({ verified, customerId, fact: { occurredAt } }, at) => {
    const company = reported[at];
    if (!company) return [];
    const { companyId, companyName } = company;
    return [{ companyId, companyName, customerId, role: null, verified, occurredAt }];
  });
  await addMembers(tx, source, memberships);
}
