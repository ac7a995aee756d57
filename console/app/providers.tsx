/** What every screen stands on: cache, language, theme, notices, routes. */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { LocaleProvider } from '../lib/i18n.tsx';
import { rememberLocale, useFirstLocale } from '../lib/languages.ts';
import { localeOf, meQuery } from '../lib/session.ts';
import { theme, variables } from '../ui/tokens.ts';
import { Banners } from './banners.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

const Notifications = lazy(() =>
  import('@mantine/notifications').then(({ Notifications }) => ({ default: Notifications })),
);

export function Providers() {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <InLanguage />
      </MantineProvider>
    </QueryClientProvider>
  );
}

function InLanguage() {
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  const first = useFirstLocale();
  const locale = me ? localeOf(me) : first;
  useEffect(() => {
    document.documentElement.lang = locale;
    if (me) rememberLocale(locale);
  }, [locale, me]);
  return (
    <LocaleProvider locale={locale}>
      <Suspense>
        <Banners />
        <RouterProvider router={router} />
        <Suspense>
          <Notifications position="bottom-center" limit={3} />
        </Suspense>
      </Suspense>
    </LocaleProvider>
  );
}
