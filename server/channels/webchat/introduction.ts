/** What a new visitor says of themselves before the first message: claims, which join nobody and open nothing. */
import { sql } from 'kysely';
import { Problem } from '../../../contract/errors.ts';
import type { Introduction, IntroductionForm } from '../../../contract/introduction.ts';
import { lockCustomer, reportTraits } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { readInbox } from '../index.ts';
import { sourceOf, type VisitorCaller } from './session.ts';

const fields = ['name', 'email', 'question'] as const;

/** What an inbox asks; undefined when it asks nothing. A question without words is none. */
export function askedBy(form: IntroductionForm | undefined): IntroductionForm | undefined {
  if (!form) return undefined;
  const question = form.questionText === '' ? 'no' : form.question;
  return fields.some((field) => ({ ...form, question })[field] !== 'no') ? { ...form, question } : undefined;
}

/**
 * Takes a visitor's answers, once a session; what was not asked is left out.
 * @throws Problem `conflict` for a user who is proven, `invalid-input` without an answer that is required.
 */
export async function introduce(tx: Tx, who: VisitorCaller, said: Introduction): Promise<void> {
  if (who.verifiedUser !== null) throw new Problem('conflict', 'Who this visitor is was proven already.');
  const inbox = await readInbox(tx, who.inboxId);
  const settings = inbox.channel === 'webchat' ? inbox.settings : { introduction: undefined };
  const form = askedBy(settings.introduction);
  const traits = form ? traitsOf(form, said) : {};
  if (Object.keys(traits).length === 0) return;
  await lockCustomer(tx, who.customerId);
  const { rows } = await sql<{ now: string }>`select rfc3339(clock_timestamp()) as now`.execute(tx);
  const report = {
    customerId: who.customerId,
    traits,
    verified: false,
    occurredAt: rows[0]?.now ?? '',
    messageId: `introduction:${who.sessionId}`,
  };
  await reportTraits(tx, sourceOf(who.inboxId), [report], { kind: 'customer', id: who.customerId });
}

function traitsOf(form: IntroductionForm, said: Introduction): Record<string, string> {
  const answers = { name: said.name, email: said.email, question: said.answer };
  const given = fields.filter((field) => form[field] !== 'no' && answers[field]);
  const missing = fields.find((field) => form[field] === 'required' && !answers[field]);
  if (missing) {
    const field = missing === 'question' ? 'answer' : missing;
    throw new Problem('invalid-input', `This inbox asks for "${field}".`);
  }
  const nameOf = (field: (typeof fields)[number]) => (field === 'question' ? form.questionText : field);
  return Object.fromEntries(given.map((field) => [nameOf(field), answers[field] ?? '']));
}
