/** What an entry of the audit log says: which sentence, and the names in it. */
import type { Entry, EntryKind, KeyKind, Payload } from '../../../contract/entries.ts';
import type { Role } from '../../../contract/permissions.ts';
import { teamParts } from './team-sentence.ts';

/** The kinds that the audit log tells. */
export const toldKinds = [
  'workspace.created',
  'workspace.updated',
  'member.invited',
  'member.invitation_revoked',
  'member.joined',
  'member.updated',
  'member.role_changed',
  'member.removed',
  'member.reset_requested',
  'member.password_changed',
  'member.two_factor_changed',
  'member.signed_in',
  'member.signed_out',
  'key.created',
  'key.updated',
  'key.revoked',
  'inbox.created',
  'inbox.updated',
  'inbox.secret_rotated',
  'import.started',
  'import.ended',
  'import.undone',
  'webhook.created',
  'webhook.updated',
  'webhook.secret_rotated',
  'webhook.removed',
  'attribute.defined',
  'attribute.changed',
  'tag.created',
  'tag.changed',
  'reason.created',
  'reason.changed',
  'checklist_template.created',
  'checklist_template.changed',
  'closing.changed',
  'block.changed',
  'macro.created',
  'macro.changed',
  'macro.removed',
  'greeting.created',
  'greeting.changed',
  'greeting.removed',
  'conversations.exported',
  'conversations.message_deleted',
  'conversations.message_restored',
  'view.created',
  'view.changed',
  'view.removed',
  'segment.created',
  'segment.updated',
  'stages.updated',
  'team.created',
  'team.changed',
  'team.joined',
  'team.capacity_set',
  'team.left',
  'hours.changed',
  'silence.changed',
  'availability.set',
  'visitor.signed_out',
  'ledger.retained',
  'privacy.requested',
  'privacy.stepped',
  'privacy.settings_changed',
  'privacy.addresses_cut',
] as const satisfies readonly EntryKind[];
export type ToldKind = (typeof toldKinds)[number];

/** Names for ids; what is not known any more has a word for that. */
export type Names = {
  member(id: string | null): string;
  inbox(id: string): string;
  role(role: Role): string;
  keyKind(kind: KeyKind): string;
  setting(name: string): string;
};

/** The values of the sentence for an entry; its message's key is the kind. Kinds without a sentence: `undefined`. */
export function valuesOf(entry: Entry, names: Names): Record<string, string | number> | undefined {
  const who = entry.actor.kind === 'member' ? names.member(entry.actor.id) : '';
  const more = partsOf(entry, names);
  return more && { who, actor: entry.actor.kind, ...more };
}

function partsOf(entry: Entry, names: Names): Record<string, string | number> | undefined {
  const { kind, payload } = entry;
  switch (kind) {
    case 'workspace.created':
    case 'key.revoked':
    case 'member.updated':
    case 'inbox.created':
    case 'webhook.created':
    case 'webhook.secret_rotated':
    case 'webhook.removed':
    case 'attribute.defined':
    case 'segment.created':
      return { name: payload.name };
    case 'import.started':
    case 'import.undone':
      return { file: payload.fileName };
    case 'import.ended':
      return { file: payload.fileName, read: payload.read, rejected: payload.rejected };
    case 'workspace.updated':
      return { changes: changesOf(payload.changes, names) };
    case 'member.invited':
      return { email: payload.email, role: names.role(payload.role) };
    case 'member.invitation_revoked':
      return { email: payload.email };
    case 'member.joined':
      return { name: payload.name, role: names.role(payload.role) };
    case 'member.role_changed':
      return {
        name: names.member(payload.memberId),
        from: names.role(payload.from),
        to: names.role(payload.to),
      };
    case 'member.removed':
      return {
        name: payload.name,
        isHandedOver: String(payload.handedOverTo !== null),
        heir: payload.handedOverTo === null ? '' : names.member(payload.handedOverTo),
      };
    case 'member.password_changed':
      return { name: names.member(payload.memberId), how: payload.how };
    case 'member.two_factor_changed':
      return { name: names.member(payload.memberId), enabled: String(payload.enabled) };
    case 'member.reset_requested':
    case 'member.signed_in':
      return { name: names.member(payload.memberId) };
    case 'member.signed_out':
      return { name: names.member(payload.memberId), everywhere: String(payload.everywhere) };
    case 'key.created':
    case 'key.updated':
      return keyParts(entry, names);
    case 'inbox.updated':
      return { name: names.inbox(payload.inboxId), changes: changesOf(payload.changes, names) };
    case 'webhook.updated':
      return { name: payload.name, changes: payload.changes.map(names.setting).join(', ') };
    case 'inbox.secret_rotated':
      return { name: names.inbox(payload.inboxId) };
    case 'attribute.changed':
      return { name: payload.name, archived: String(payload.archived) };
    case 'segment.updated':
      return { name: payload.from, to: payload.name ?? payload.from, what: whatOf(payload) };
    case 'stages.updated':
      return { isReset: String(payload.lines === null) };
    case 'visitor.signed_out':
      return { sessions: payload.sessions };
    case 'ledger.retained':
      return { removed: payload.removed };
    default:
      return triageParts(entry, names) ?? teamParts(entry, names) ?? privacyParts(entry, names);
  }
}

function keyParts(entry: Entry<'key.created' | 'key.updated'>, names: Names): Record<string, string> {
  const { name } = entry.payload;
  if (entry.kind === 'key.updated') return { name, property: entry.payload.property };
  return { name, keyKind: names.keyKind(entry.payload.keyKind) };
}

function triageParts({ kind, payload }: Entry, names: Names): Record<string, string | number> | undefined {
  switch (kind) {
    case 'tag.created':
    case 'checklist_template.created':
    case 'reason.created':
    case 'macro.created':
    case 'macro.changed':
    case 'macro.removed':
    case 'greeting.created':
    case 'greeting.changed':
    case 'greeting.removed':
    case 'view.created':
    case 'view.changed':
    case 'view.removed':
      return { name: payload.name };
    case 'conversations.exported':
      return { count: payload.count, format: payload.format };
    case 'block.changed':
      return { blocked: String(payload.blocked) };
    case 'closing.changed':
      return { asks: payload.asks };
    case 'conversations.message_deleted':
    case 'conversations.message_restored':
      return {
        note: String(payload.note),
        author: names.member(payload.authorId),
        at: Date.parse(payload.writtenAt),
      };
    case 'checklist_template.changed':
    case 'reason.changed':
    case 'tag.changed':
      return { name: payload.name, archived: String(payload.archived) };
    default:
      return undefined;
  }
}

function privacyParts({ kind, payload }: Entry, names: Names): Record<string, string | number> | undefined {
  switch (kind) {
    case 'privacy.requested':
      return { what: payload.what };
    case 'privacy.stepped':
      // A selector has no hyphens.
      return { step: payload.step.replaceAll('-', '_') };
    case 'privacy.settings_changed':
      return { changes: changesOf(payload.changes, names) };
    case 'privacy.addresses_cut':
      return { how: payload.how, entries: payload.entries };
    default:
      return undefined;
  }
}

/** What became of a segment: the weightiest of what was changed at once. */
function whatOf({ archived, name, condition }: Payload<'segment.updated'>): string {
  if (archived !== undefined) return archived ? 'archived' : 'restored';
  return name !== undefined && condition === undefined ? 'renamed' : 'changed';
}

/** What was changed, by name; `settings: { color }` counts as its parts. */
function changesOf(changes: Record<string, unknown>, names: Names): string {
  const parts = Object.entries(changes).flatMap(([name, value]) =>
    name === 'settings' && typeof value === 'object' && value !== null ? Object.keys(value) : [name],
  );
  return parts.map(names.setting).join(', ');
}
