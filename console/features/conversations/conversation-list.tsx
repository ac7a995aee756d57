/** The left pane: the list of conversations, drawn as far as it is on screen and fetched page by page. */
import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useRowFocus } from '../../ui/row-focus.ts';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { BulkBar } from './bulk/bulk-bar.tsx';
import { BulkProgress } from './bulk/bulk-progress.tsx';
import type { Selecting } from './bulk/use-selection.ts';
import classes from './conversation-list.module.css';
import { ConversationRow } from './conversation-row.tsx';
import { NoRows } from './empty-list.tsx';
import { useListAnchor } from './list-anchor.ts';
import { ListHeader } from './list-header.tsx';
import { keyOfFurther } from './loading.ts';
import { keyOfNeed } from './needs.ts';
import type { State, View } from './state.ts';
import type { Store } from './store.ts';
import type { List } from './use-list.ts';

const rowHeight = 88;
/** Rows drawn beyond the edges, and how near to the end the next page is fetched. */
const overscan = 6;
const rowsLeftMin = 15;

export type ListHandle = {
  /** Brings a row on screen and puts the focus on it; undefined: on the list. */
  focusRow(id: string | undefined): void;
  hasFocus(): boolean;
};

export function ConversationList(props: {
  ref: Ref<ListHandle>;
  list: List;
  view: View | undefined;
  failures: State['failures'];
  store: Store;
  selecting: Selecting;
}) {
  const { list, view, store, selecting } = props;
  const t = useText('conversations');
  const error = props.failures.get(keyOfNeed({ type: 'list', view: list.view }));
  return (
    <section className={classes.pane} aria-label={t('list')}>
      <ListHeader chosen={list.chosen} choose={list.choose} />
      {selecting.mayWrite && <BulkProgress />}
      {selecting.isActive && <BulkBar list={list} selecting={selecting} />}
      {!view && error !== undefined && <ErrorState error={error} retry={store.retryLoading} />}
      {!view && error === undefined && <RowSkeletons rows={8} height={rowHeight} />}
      {view && list.rows.length === 0 && <NoRows viewId={list.chosen.id} />}
      {view && list.rows.length > 0 && (
        <Rows
          {...props}
          key={list.view}
          next={view.next}
          hasFailed={props.failures.has(keyOfFurther(list.view))}
        />
      )}
    </section>
  );
}

function Rows(props: {
  ref: Ref<ListHandle>;
  list: List;
  store: Store;
  next: string | null;
  hasFailed: boolean;
  selecting: Selecting;
}) {
  const { list, store, next, selecting } = props;
  const t = useText('conversations');
  const app = useText('app');
  const { rows } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const isNearEnd = last >= rows.length - rowsLeftMin;
  useEffect(() => {
    if (isNearEnd && next !== null && !props.hasFailed) void store.more(list.view);
  }, [isNearEnd, next, props.hasFailed, store, list.view]);
  const stop = rows.some((row) => row.id === list.cursor) ? list.cursor : rows[0]?.id;
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  useListAnchor(scroller, ids, rowHeight);
  const focusRow = useRowFocus(scroller, {
    ids,
    current: stop,
    scrollTo: (index) => virtual.scrollToIndex(index),
  });
  useImperativeHandle(props.ref, () => ({
    focusRow,
    hasFocus: () => scroller.current?.contains(document.activeElement) ?? false,
  }));
  return (
    <div ref={scroller} className={classes.scroller} data-choosing={selecting.isActive || undefined}>
      <ul className={classes.rows} style={{ blockSize: virtual.getTotalSize() }} aria-label={t('list')}>
        {items.map((item) => {
          const conversation = rows[item.index];
          return (
            conversation && (
              <ConversationRow
                key={item.key}
                conversation={conversation}
                top={item.start}
                place={{ index: item.index, count: next === null ? rows.length : -1 }}
                hasCursor={conversation.id === stop}
                anticipate={store.anticipate}
                focused={list.moveTo}
                isChosen={selecting.mayWrite ? selecting.has(conversation.id) : undefined}
                choose={selecting.toggle}
              />
            )
          );
        })}
      </ul>
      {props.hasFailed && (
        <Button
          variant="subtle"
          fullWidth
          onClick={() => void store.more(list.view)}
          leftSection={<IconMessages />}
        >
          {app('tryAgain')}
        </Button>
      )}
    </div>
  );
}
