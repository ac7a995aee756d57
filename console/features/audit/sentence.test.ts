import { createIntl } from 'react-intl';
import { expect, test } from 'vitest';
import { auditKinds, type Entry, type EntryKind, type Payload } from '../../../contract/entries.ts';
import en from '../../locales/en/audit.json';
import pt from '../../locales/pt-BR/audit.json';
import zh from '../../locales/zh-CN/audit.json';
import { type Names, type ToldKind, toldKinds, valuesOf } from './sentence.ts';

const names: Names = {
  member: (id) => (id === null ? 'nobody' : `member-${id}`),
  inbox: (id) => `inbox-${id}`,
  role: (role) => role,
  keyKind: (kind) => `${kind} key`,
  setting: (name) => name,
};

const definition = {
  ...{ key: 'tier', type: 'choice' as const, name: 'Tier', description: '', options: ['a'] },
  ...{ place: 0, archived: false },
};

const deletion = {
  conversationId: 'c',
  messageId: 'm',
  note: true,
  authorId: '2',
  writtenAt: '2026-01-02T03:04:05.000000Z',
};

const payloads: { [Kind in ToldKind]: Payload<Kind> } = {
  'workspace.created': { name: 'Bakery' },
  'workspace.updated': { changes: { name: 'Bakery', locale: 'pt-BR' } },
  'member.invited': { invitationId: 'i', email: 'bia@example.com', role: 'agent' },
  'member.invitation_revoked': { invitationId: 'i', email: 'bia@example.com' },
  'member.joined': { memberId: '2', name: 'Bia', email: 'bia@example.com', role: 'agent' },
  'member.updated': { memberId: '2', name: 'Bia' },
  'member.role_changed': { memberId: '2', from: 'agent', to: 'admin' },
  'member.removed': { memberId: '2', name: 'Bia', handedOverTo: '3' },
  'member.reset_requested': { memberId: '2', resetId: 'r' },
  'member.password_changed': { memberId: '2', how: 'reset' },
  'member.two_factor_changed': { memberId: '2', enabled: true },
  'member.signed_in': { memberId: '2' },
  'member.signed_out': { memberId: '2', everywhere: true },
  'key.created': { keyId: 'k', name: 'Shop', keyKind: 'write', prefix: 'wk_1' },
  'import.started': { importId: 'i', what: 'customers', fileName: 'a.csv' },
  'import.ended': { importId: 'i', what: 'customers', fileName: 'a.csv', read: 9, rejected: 1 },
  'import.undone': { importId: 'i', what: 'customers', fileName: 'a.csv' },
  'key.updated': { keyId: 'k', name: 'Shop', property: 'mobile' },
  'key.revoked': { keyId: 'k', name: 'Shop' },
  'inbox.created': { inboxId: '7', name: 'Chat', channel: 'webchat' },
  'inbox.updated': { inboxId: '7', changes: { name: 'Chat', settings: { color: '#117878' } } },
  'inbox.secret_rotated': { inboxId: '7' },
  'webhook.created': { webhookId: 'w', name: 'Shop' },
  'webhook.updated': { webhookId: 'w', name: 'Shop', changes: ['mappings', 'isLive'] },
  'webhook.secret_rotated': { webhookId: 'w', name: 'Shop' },
  'webhook.removed': { webhookId: 'w', name: 'Shop' },
  'attribute.defined': definition,
  'attribute.changed': { ...definition, archived: true },
  'tag.created': { id: 't', name: 'Delivery', colour: 'blue', archived: false },
  'reason.created': { id: 'r', name: 'Solved', archived: false },
  'reason.changed': { id: 'r', name: 'Solved', archived: true },
  'checklist_template.created': { id: 'c1', name: 'Return', items: ['Refund'], archived: false },
  'checklist_template.changed': { id: 'c1', name: 'Return', items: ['Refund'], archived: true },
  'block.changed': { customerId: 'c', blocked: true },
  'closing.changed': { asks: 'required' },
  'tag.changed': { id: 't', name: 'Delivery', colour: 'blue', archived: true },
  'greeting.created': { greetingId: 'g', inboxId: 'i', name: 'Price' },
  'greeting.changed': { greetingId: 'g', inboxId: 'i', name: 'Price' },
  'greeting.removed': { greetingId: 'g', inboxId: 'i', name: 'Price' },
  'macro.created': { macroId: 'm', name: 'Hours' },
  'macro.changed': { macroId: 'm', name: 'Hours' },
  'macro.removed': { macroId: 'm', name: 'Hours' },
  'conversations.exported': { format: 'csv', filter: {}, count: 3 },
  'conversations.message_deleted': deletion,
  'conversations.message_restored': deletion,
  'view.created': { viewId: 'v', name: 'Late' },
  'view.changed': { viewId: 'v', name: 'Late' },
  'view.removed': { viewId: 'v', name: 'Late' },
  'segment.created': { segmentId: 's', name: 'Regulars', condition: {} },
  'segment.updated': { segmentId: 's', from: 'Regulars', name: 'Friends' },
  'stages.updated': { lines: [] },
  'team.created': { teamId: 't', name: 'Returns' },
  'team.changed': { teamId: 't', from: 'Returns', name: 'Swaps' },
  'team.joined': { teamId: 't', name: 'Returns', memberId: '2' },
  'team.capacity_set': { teamId: 't', name: 'Returns', memberId: '2', capacity: 5 },
  'team.left': { teamId: 't', name: 'Returns', memberId: '2' },
  'silence.changed': { inboxId: 'i', name: 'Shop', rule: { minutes: 30, memberId: 'a', second: null } },
  'hours.changed': { teamId: 't', name: 'Returns', hours: {} },
  'availability.set': { memberId: '2', choice: 'handing-over', handedOver: { to: null, open: 3 } },
  'visitor.signed_out': { customerId: 'c', sessions: 2 },
  'privacy.requested': {
    ...{
      requestId: 'r',
      customerId: 'c',
      what: 'erase',
      askedBy: '',
      askedHow: 'mail',
      note: '',
      law: 'gdpr',
    },
    ...{ receivedAt: '2026-01-01T00:00:00.000000Z', dueAt: '2026-02-01T00:00:00.000000Z' },
  },
  'privacy.stepped': { requestId: 'r', customerId: 'c', what: 'erase', step: 'erased', detail: '' },
  'privacy.settings_changed': { changes: { law: 'lgpd' } },
  'privacy.addresses_cut': { how: 'cut', entries: 3 },
  'ledger.retained': { before: '2026-01-01T00:00:00.000000Z', removed: 12 },
};

const entryOf = (kind: ToldKind, actor: Entry['actor'] = { kind: 'member', id: '1' }) =>
  ({ kind, payload: payloads[kind], actor }) as Entry;

function say(locale: string, messages: Record<string, string>, entry: Entry): string {
  const intl = createIntl({
    locale,
    messages,
    onError(error) {
      throw error;
    },
  });
  const told = intl.formatMessage(
    { id: entry.kind },
    { ...valuesOf(entry, names), b: (parts) => `*${parts.join('')}*` },
  );
  return Array.isArray(told) ? told.join('') : String(told);
}

test('every kind of the audit log is told', () => {
  const untold = auditKinds.filter((kind: EntryKind) => !(toldKinds as readonly EntryKind[]).includes(kind));
  expect(untold).toEqual([]);
});

test.each(toldKinds)('%s has a sentence in every language, by a member and by the system', (kind) => {
  for (const [locale, messages] of Object.entries({ en, 'zh-CN': zh, 'pt-BR': pt })) {
    for (const actor of [
      { kind: 'member', id: '1' },
      { kind: 'system', id: null },
    ] as const) {
      const told = say(locale, messages, entryOf(kind, actor));
      expect(told, locale).not.toMatch(/[{}<>]|undefined|null/);
      expect(told.length).toBeGreaterThan(4);
    }
  }
});

test('sentences name who, whom and what', () => {
  const told = (kind: ToldKind) => say('en', en, entryOf(kind));
  expect(told('member.role_changed')).toBe('*member-1* changed the role of *member-2* from agent to admin');
  expect(told('member.removed')).toBe(
    '*member-1* removed *Bia*; open conversations, tasks and customers went to *member-3*',
  );
  expect(told('inbox.updated')).toBe('*member-1* changed the inbox *inbox-7*: name, color');
  expect(told('availability.set')).toBe(
    '*member-1* set *member-2* to away; 3 open conversations were handed over',
  );
  expect(told('hours.changed')).toBe('*member-1* changed the business hours of the team *Returns*');
  expect(told('visitor.signed_out')).toBe('*member-1* ended 2 chat sessions of a customer');
});
