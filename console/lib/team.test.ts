import { expect, test } from 'vitest';
import { auditKinds, entryKinds } from '../../contract/entries.ts';
import { staleAfter } from './team.ts';

test('every kind of the audit log makes the shown log old', () => {
  const untold = auditKinds.filter((kind) => !staleAfter({ kind }).includes('audit'));
  expect(untold).toEqual([]);
});

test('messages make no list of the workspace old', () => {
  const rare = entryKinds.filter((kind) => staleAfter({ kind }).includes('scheduled'));
  expect(rare).toHaveLength(7);
  const back = ['conversation.reopened', 'conversation.snoozed'] as const;
  expect(back.flatMap((kind) => staleAfter({ kind }))).toEqual(['checklists', 'checklists']);
  expect(staleAfter({ kind: 'message.delivered' })).toEqual(['mail-deliveries']);
  const noisy = entryKinds.filter(
    (kind) =>
      /^((message|conversation|page)\.|note\.added)/.test(kind) &&
      ![...rare, ...back, 'message.delivered'].includes(kind),
  );
  expect(noisy.flatMap((kind) => staleAfter({ kind }))).toEqual([]);
});
