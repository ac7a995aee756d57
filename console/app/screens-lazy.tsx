/** Screens as routes fetch them: code and words together, so that neither waits for the other. */
import { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { firstLocale } from '../lib/languages.ts';
import { type Feature, loadMessages } from '../lib/messages.ts';
import { localeOf, meQuery } from '../lib/session.ts';
import { queryClient } from './query-client.ts';

type Preloadable<Props> = ((props: Props) => ReactNode) & { preload: () => Promise<void> };

/** A screen whose code comes when it is first needed, or when a link to it is hovered. */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): Preloadable<Props> {
  return lazyRouteComponent(async () => ({ default: await load() })) as Preloadable<Props>;
}

/** A route's component: the screen with what the address says as its props. */
export function withProps<Props extends object>(
  Screen: Preloadable<Props>,
  useAddress: () => Props,
): Preloadable<object> {
  const Page = () => <Screen {...useAddress()} />;
  return Object.assign(Page, { preload: Screen.preload });
}

/** A route's loader that fetches the words of its features. */
export function words(...features: Feature[]) {
  return async (): Promise<void> => {
    const me = queryClient.getQueryData(meQuery.queryKey);
    const locale = me ? localeOf(me) : firstLocale();
    await Promise.all(['app' as const, ...features].map((feature) => loadMessages(locale, feature)));
  };
}
