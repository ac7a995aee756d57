/** A screen of settings that is a list: on its way, not to be had, empty with a first step, or full. */
import type { ComponentProps, ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';
import { SettingsPage } from './settings-page.tsx';
import { RowSkeletons } from './skeletons.tsx';

export function SettingsList<Item>(props: {
  title: string;
  text: string;
  query: { data: Item[] | undefined; error: Error | null; refetch: () => unknown };
  empty: Pick<ComponentProps<typeof EmptyState>, 'icon' | 'title' | 'text'>;
  /** Makes another one. */
  make: ReactNode;
  children: (items: Item[]) => ReactNode;
}) {
  const { make } = props;
  const { data, error, refetch } = props.query;
  return (
    <SettingsPage title={props.title} text={props.text} action={data && data.length > 0 && make}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={3} />}
      {data?.length === 0 && <EmptyState {...props.empty} action={make} />}
      {data && data.length > 0 && props.children(data)}
    </SettingsPage>
  );
}
