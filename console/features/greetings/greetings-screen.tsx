/** Settings: what the sites of each inbox say to visitors before they write. */
import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconMessageCirclePlus, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Greeting, GreetingOutcome } from '../../../contract/greetings.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { inboxesQuery } from '../../lib/team.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { failure } from '../../ui/notices.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { GreetingForm } from './greeting-form.tsx';
import { GreetingRow } from './greeting-row.tsx';
import classes from './greetings.module.css';
import { greetingsQuery } from './queries.ts';
import { Showings } from './showings.tsx';

export function GreetingsScreen() {
  const t = useText('greetings');
  const mayManage = useMay()('inboxes:manage');
  const { data: inboxes = [] } = useQuery(inboxesQuery);
  const { data, error, refetch } = useQuery(greetingsQuery);
  const [chosen, setChosen] = useState<string>();
  const [edited, setEdited] = useState<{ greeting?: Greeting }>();
  const inbox = inboxes.find(({ id }) => id === chosen) ?? inboxes[0];
  const greetings = data?.filter(({ inboxId }) => inboxId === inbox?.id);
  const add = mayManage && inbox && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited({})}>
      {t('new')}
    </Button>
  );
  return (
    <SettingsPage title={t('title')} text={t('text')} action={greetings?.length ? add : undefined}>
      {inbox && inboxes.length > 1 && (
        <Group>
          <SegmentedControl
            aria-label={t('inbox')}
            value={inbox.id}
            onChange={setChosen}
            data={inboxes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Group>
      )}
      {!greetings &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={3} />)}
      {greetings?.length === 0 && (
        <EmptyState
          icon={IconMessageCirclePlus}
          title={t('empty')}
          text={t('emptyText')}
          action={add || undefined}
        />
      )}
      {greetings && (
        <List greetings={greetings} edit={mayManage ? (greeting) => setEdited({ greeting }) : undefined} />
      )}
      {edited && inbox && (
        <GreetingForm inboxId={inbox.id} greeting={edited.greeting} close={() => setEdited(undefined)} />
      )}
    </SettingsPage>
  );
}

type ListProps = { greetings: readonly Greeting[]; edit: ((greeting: Greeting) => void) | undefined };

function List({ greetings, edit }: ListProps) {
  const problemText = useProblemText();
  const cache = useQueryClient();
  const [shown, setShown] = useState<{ greeting: Greeting; outcome: GreetingOutcome }>();
  const { mutate } = useMutation({
    mutationFn: ({ id, place }: { id: string; place: number }) =>
      call(endpoints.changeGreeting, { params: { id }, body: { place } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: greetingsQuery.queryKey }),
    onError: (error) => failure(problemText(error)),
  });
  return (
    <>
      <ol className={classes.list}>
        {greetings.map((greeting, at) => (
          <GreetingRow
            key={greeting.id}
            greeting={greeting}
            isFirst={at === 0}
            isLast={at === greetings.length - 1}
            show={(outcome) => setShown({ greeting, outcome })}
            edit={
              edit && {
                open: () => edit(greeting),
                move: (by) => mutate({ id: greeting.id, place: at + by }),
              }
            }
          />
        ))}
      </ol>
      {shown && <Showings {...shown} close={() => setShown(undefined)} />}
    </>
  );
}
