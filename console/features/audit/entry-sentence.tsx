/** An entry of the audit log as a sentence. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Entry } from '../../../contract/entries.ts';
import { type Text, useText } from '../../lib/i18n.tsx';
import { inboxesQuery, useMemberName } from '../../lib/team.ts';
import { type Names, valuesOf } from './sentence.ts';

/** Kinds that this version has no sentence for show their name. */
export function Sentence({ entry }: { entry: Entry }): ReactNode {
  const t = useText('audit');
  const values = valuesOf(entry, useNames(t));
  if (!values || !t.has(entry.kind)) return entry.kind;
  return t.rich(entry.kind, { ...values, b: (parts) => <strong>{parts}</strong> });
}

function useNames(t: Text<'audit'>): Names {
  const app = useText('app');
  const memberName = useMemberName();
  const { data: inboxes } = useQuery(inboxesQuery);
  return {
    member: (id) => memberName(id) ?? app('unknownMember'),
    inbox: (id) => inboxes?.find((inbox) => inbox.id === id)?.name ?? '',
    role: (role) => app(`role.${role}`),
    keyKind: (kind) => t(`keyKind.${kind}`),
    setting(name) {
      const key = `setting.${name}`;
      return t.has(key) ? t(key) : name;
    },
  };
}
