/** The keys of the workspace, and making and revoking them. */
import { Badge, Button, Code, NativeSelect, Text } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Key } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { type PropertyType, propertyTypes } from '../../../contract/entries.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { chosen } from '../../lib/use-form.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './keys.module.css';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { keysQuery } from './queries.ts';

export function KeysScreen() {
  const t = useText('keys');
  const { data, error, refetch } = useQuery(keysQuery);
  const [isMaking, making] = useDisclosure(false);
  const make = <Button onClick={making.open}>{t('make')}</Button>;
  return (
    <SettingsPage title={t('title')} text={t('text')} action={data && data.length > 0 && make}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={3} />}
      {data?.length === 0 && (
        <EmptyState icon={IconKey} title={t('empty.title')} text={t('empty.text')} action={make} />
      )}
      {data && data.length > 0 && (
        <ul className={classes.keys}>
          {data.map((key) => (
            <KeyRow key={key.id} item={key} />
          ))}
        </ul>
      )}
      <NewKeyDialog opened={isMaking} close={making.close} />
    </SettingsPage>
  );
}

function KeyRow({ item }: { item: Key }) {
  const t = useText('keys');
  const app = useText('app');
  const memberName = useMemberName();
  const cache = useQueryClient();
  const revoke = async () => {
    await call(endpoints.revokeKey, { params: { id: item.id } });
    await cache.invalidateQueries({ queryKey: keysQuery.queryKey });
  };
  return (
    <li>
      <div>
        <Text fw={500} component="h2" size="sm">
          {item.name} <Badge variant="default">{t(`kind.${item.kind}`)}</Badge>
        </Text>
        <Text size="xs" c="dimmed" component="p">
          <Code>{item.prefix}…</Code>{' '}
          {t.rich('made', {
            who: memberName(item.memberId) ?? app('unknownMember'),
            when: <Time key="made" value={item.createdAt} />,
          })}
          {' · '}
          {item.lastUsedAt === null
            ? t('neverUsed')
            : t.rich('lastUsed', { when: <Time key="used" value={item.lastUsedAt} /> })}
        </Text>
        {item.property !== null && <Property item={item} property={item.property} />}
      </div>
      <ConfirmButton
        label={t('revoke')}
        aria-label={t('revokeNamed', { name: item.name })}
        title={t('revokeTitle', { name: item.name })}
        confirm={t('revoke')}
        act={revoke}
      >
        {t('revokeText')}
      </ConfirmButton>
    </li>
  );
}

/** What sends with a key; a change holds from then on. */
function Property({ item, property }: { item: Key; property: PropertyType }) {
  const t = useText('origins');
  const cache = useQueryClient();
  const id = useId();
  // What was chosen shows at once, and the focus stays where it is while it is kept.
  const { mutate, error, isPending, variables } = useMutation({
    mutationFn: (next: PropertyType) =>
      call(endpoints.updateKey, { params: { id: item.id }, body: { property: next } }),
    onSettled: () => cache.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  return (
    <div className={classes.property}>
      <Text size="xs" c="dimmed" component="label" htmlFor={id}>
        {t('what')}
      </Text>
      <NativeSelect
        id={id}
        size="xs"
        aria-label={t('whatOf', { name: item.name })}
        title={t('changeHint')}
        value={isPending ? variables : property}
        error={error?.message}
        onChange={(event) => mutate(chosen(propertyTypes, event.currentTarget.value))}
        data={propertyTypes.map((value) => ({ value, label: t(value) }))}
      />
    </div>
  );
}
