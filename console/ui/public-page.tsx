/** A page for people who are not signed in: one card in the middle, and the choice of language. */
import { NativeSelect, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocale, useText } from '../lib/i18n.tsx';
import { asLocale, languageChoices, rememberLocale } from '../lib/languages.ts';
import { useTitle } from '../lib/title.ts';
import { Mark } from './mark.tsx';
import classes from './public-page.module.css';

export function PublicPage(props: { title: string; text?: ReactNode; children?: ReactNode }) {
  const t = useText('app');
  const locale = useLocale();
  useTitle(props.title);
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <Mark size={40} />
        <div>
          <Title order={1}>{props.title}</Title>
          {props.text && (
            <Text c="dimmed" mt={4}>
              {props.text}
            </Text>
          )}
        </div>
        {props.children}
      </main>
      <footer>
        <NativeSelect
          size="xs"
          variant="unstyled"
          className={classes.language}
          aria-label={t('language')}
          value={locale}
          data={languageChoices}
          onChange={(event) => rememberLocale(asLocale(event.currentTarget.value) ?? 'en')}
        />
      </footer>
    </div>
  );
}
