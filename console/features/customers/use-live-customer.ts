/** Keeps what is shown of customers current while it is on screen. */
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Touch, touchOf } from '../../../contract/actors.ts';
import type { Entry, EntryKind } from '../../../contract/entries.ts';
import { useEntries } from '../../lib/live.ts';
import { isShown, kindGroups } from './kinds.ts';
import { refetchOrders } from './orders/refetch-orders.ts';
import { companiesOfQuery, customerQuery, profileQuery } from './queries.ts';
import { type TimelinePage, withEntry } from './timeline-pages.ts';

/** Kinds after which the customer reads differently. */
const changing: readonly EntryKind[] = [
  'customer.updated',
  'customer.identified',
  'customer.address_failed',
  'customer.merged',
  'customer.unmerged',
  'customer.described',
  'customer.corrected',
  'message.received',
];

/** After these, other entries than before are this customer's. */
const regrouping: readonly EntryKind[] = ['customer.merged', 'customer.unmerged'];

/** Hears what happens with a customer; `id` is the surviving one. */
export function useLiveCustomer(id: string): void {
  const cache = useQueryClient();
  useEntries((entries) => {
    for (const entry of entries) {
      const concerns =
        entry.customerId === id ||
        (entry.kind === 'customer.merged' && entry.payload.intoId === id) ||
        (entry.kind === 'customer.unmerged' && entry.payload.fromId === id);
      if (concerns) tell(cache, id, entry);
    }
  });
}

function tell(cache: QueryClient, id: string, entry: Entry): void {
  // What it says now, the server says.
  if (/^message\.(edited|deleted|restored)$/.test(entry.kind))
    void cache.invalidateQueries({ queryKey: ['timeline', id] });
  addToTimelines(cache, id, entry);
  if (['customer.restricted', 'customer.erased'].includes(entry.kind)) {
    void cache.invalidateQueries({ queryKey: ['privacy', 'customer', id] });
  }
  if (entry.kind === 'profile.updated' || entry.kind.endsWith('merged')) {
    void cache.invalidateQueries({ queryKey: profileQuery(id).queryKey });
  }
  if (changing.includes(entry.kind)) void cache.invalidateQueries({ queryKey: customerQuery(id).queryKey });
  if (entry.kind.startsWith('company.')) {
    void cache.invalidateQueries({ queryKey: companiesOfQuery(id).queryKey });
  }
  if (touchOf(entry.direction)) void cache.invalidateQueries({ queryKey: ['touches', id] });
  if (entry.kind === 'consent.changed') void cache.invalidateQueries({ queryKey: ['consents', id] });
  if (regrouping.includes(entry.kind)) {
    void cache.invalidateQueries({ queryKey: ['tasks'] });
    for (const key of [
      'timeline',
      'notes',
      'needs',
      'dates',
      'consents',
      'merges',
      'merge-suggestions',
      'customer-conversations',
      'companies-of',
    ]) {
      void cache.invalidateQueries({ queryKey: [key, id] });
    }
    refetchOrders(cache, id);
  }
  if (isAboutOrder(entry)) refetchOrders(cache, id, entry.payload.orderId);
  if (entry.conversationId !== null) {
    void cache.invalidateQueries({ queryKey: ['customer-conversations', id] });
  }
}

function isAboutOrder(entry: Entry): entry is Entry<(typeof kindGroups.orders)[number]> {
  return kindGroups.orders.some((kind) => kind === entry.kind);
}

type TimelineKey = readonly [string, string, { kinds?: readonly EntryKind[]; stage?: string; touch?: Touch }];

/** Adds an entry to every timeline of the customer that shows its kind. */
export function addToTimelines(cache: QueryClient, id: string, entry: Entry): void {
  for (const [key, data] of cache.getQueriesData<InfiniteData<TimelinePage>>({
    queryKey: ['timeline', id],
  })) {
    const [, , { kinds, stage, touch }] = key as TimelineKey;
    if (!data || !isShown(entry.kind, kinds)) continue;
    if (touch !== undefined && touchOf(entry.direction) !== touch) continue;
    if (stage !== undefined) {
      // Which stage it stands for, the server says.
      void cache.invalidateQueries({ queryKey: key, exact: true });
      continue;
    }
    const pages = withEntry(data.pages, entry);
    if (pages !== data.pages) cache.setQueryData(key, { ...data, pages });
  }
}

/** Many customers may come at once; the list is asked for again at most this often. */
const listMs = 1_000;

/** Keeps a list of customers current. */
export function useLiveCustomers(): void {
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEntries((entries) => {
    if (timer.current !== undefined || !entries.some(({ kind }) => /^(customer|segment)\./.test(kind)))
      return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      for (const key of ['customers', 'segment-people']) void cache.invalidateQueries({ queryKey: [key] });
    }, listMs);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
