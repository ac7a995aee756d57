/** Beside a conversation: its checklists, how far they are, and adding one from a template or by hand. */
import { Button, Menu, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { checklistNameLengthMax } from '../../../contract/checklists.ts';
import { checklistsOfQuery, progressOf, templatesQuery } from '../../lib/checklists.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { ChecklistCard } from './checklist-card.tsx';
import classes from './checklists.module.css';
import { LineInput } from './line-input.tsx';
import { type ChecklistActs, useChecklistActs } from './use-checklist-acts.ts';

export function ConversationChecklists({ conversationId }: { conversationId: string }) {
  const t = useText('checklists');
  const mayWrite = useMay()('conversations:write');
  const acts = useChecklistActs(conversationId);
  const { data: checklists = [] } = useQuery(checklistsOfQuery(conversationId));
  if (checklists.length === 0 && !mayWrite) return null;
  const { done, total } = progressOf(checklists);
  return (
    <section className={classes.section} aria-label={t('title')}>
      <div className={classes.head}>
        <Title order={3}>{t('title')}</Title>
        {total > 0 && (
          <span className={classes.progress} role="img" aria-label={t('progress', { done, total })}>
            {done}/{total}
          </span>
        )}
        {mayWrite && <AddMenu acts={acts} />}
      </div>
      {checklists.map((checklist) => (
        <ChecklistCard key={checklist.id} checklist={checklist} acts={acts} mayWrite={mayWrite} />
      ))}
    </section>
  );
}

function AddMenu({ acts }: { acts: ChecklistActs }) {
  const t = useText('checklists');
  const [isWriting, setWriting] = useState(false);
  const { data: templates = [] } = useQuery(templatesQuery);
  const offered = templates.filter(({ archived }) => !archived);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            className={classes.add ?? ''}
          >
            {t('add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => void acts.add({ templateId: id })}>
              <bdi>{name}</bdi>
            </Menu.Item>
          ))}
          {offered.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={() => setWriting(true)}>{t('byHand')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isWriting && (
        <LineInput
          label={t('name')}
          lengthMax={checklistNameLengthMax}
          save={(name) => acts.add({ name })}
          close={() => setWriting(false)}
        />
      )}
    </>
  );
}
