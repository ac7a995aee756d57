/** What every screen stands on: cache, language, theme, notices, routes. */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useMemo } from 'react';
import { LocaleProvider, useText } from '../lib/i18n.tsx';
import { rememberLocale, useFirstLocale } from '../lib/languages.ts';
import { localeOf, meQuery } from '../lib/session.ts';
import { NoticeArea } from '../ui/notice-area.tsx';
import { themeInWords, variables } from '../ui/tokens.ts';
import { Banners } from './banners.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

export function Providers() {
  return (
    <QueryClientProvider client={queryClient}>
      <InLanguage>
        <Suspense>
          <InTheme>
            <Banners />
            <RouterProvider router={router} />
            <NoticeArea />
          </InTheme>
        </Suspense>
      </InLanguage>
    </QueryClientProvider>
  );
}

function InLanguage({ children }: { children: ReactNode }) {
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  const first = useFirstLocale();
  const locale = me ? localeOf(me) : first;
  useEffect(() => {
    document.documentElement.lang = locale;
    if (me) rememberLocale(locale);
  }, [locale, me]);
  return <LocaleProvider locale={locale}>{children}</LocaleProvider>;
}

function InTheme({ children }: { children: ReactNode }) {
  const t = useText('app');
  const inWords = useMemo(() => themeInWords({ close: t('close'), showPassword: t('passwordShow') }), [t]);
  return (
    <MantineProvider theme={inWords} cssVariablesResolver={variables} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}
