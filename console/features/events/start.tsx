/** How events get here: a key and the code that sends them. */
import { Button, Tabs, Text } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { CopyCode, CopyField } from '../../ui/copy-field.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import classes from './events.module.css';
import { browserSnippet, nodeSnippet, shellSnippet } from './snippets.ts';

/** Stands in the code until there is a key to show: secrets are shown once, when they are made. */
const placeholder = { write: 'wk_…', server: 'sk_…' };

type Kind = keyof typeof placeholder;

export function Start({ isEmpty }: { isEmpty: boolean }) {
  const t = useText('events');
  const [secrets, setSecrets] = useState<Partial<Record<Kind, string>>>({});
  const made = (kind: Kind, secret: string) => setSecrets({ ...secrets, [kind]: secret });
  const keyOf = (kind: Kind) => secrets[kind] ?? placeholder[kind];
  return (
    <section className={classes.start} aria-label={t('code')}>
      {isEmpty && <EmptyState icon={IconActivity} title={t('empty.title')} text={t('empty.text')} />}
      <Tabs defaultValue="browser" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="browser">{t('browser')}</Tabs.Tab>
          <Tabs.Tab value="node">{t('server')}</Tabs.Tab>
          <Tabs.Tab value="shell">{t('shell')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="browser" className={classes.panel}>
          <Key kind="write" secret={secrets.write} made={made} />
          <CopyCode label={t('browser')} code={browserSnippet(location.origin, keyOf('write'))} />
          <Text size="sm" c="dimmed">
            {t('widgetHint')}
          </Text>
        </Tabs.Panel>
        <Tabs.Panel value="node" className={classes.panel}>
          <Key kind="server" secret={secrets.server} made={made} />
          <CopyCode label={t('server')} code={nodeSnippet(location.origin, keyOf('server'))} />
        </Tabs.Panel>
        <Tabs.Panel value="shell" className={classes.panel}>
          <Key kind="write" secret={secrets.write} made={made} />
          <CopyCode label={t('shell')} code={shellSnippet(location.origin, keyOf('write'))} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** The key that stands in the code, or the button that makes one. */
function Key(props: { kind: Kind; secret: string | undefined; made: (kind: Kind, secret: string) => void }) {
  const { kind, secret, made } = props;
  const t = useText('events');
  const keys = useText('keys');
  const form = useForm({
    initial: {},
    check: () => ({}),
    async send() {
      const key = await call(endpoints.createKey, { body: { name: t(`keyName.${kind}`), kind } });
      made(kind, key.secret);
    },
  });
  if (secret !== undefined) {
    return <CopyField label={keys(`kind.${kind}`)} description={keys('secret.once')} value={secret} />;
  }
  return (
    <form onSubmit={form.submit} className={classes.key}>
      <Text size="sm">{t(`needsKey.${kind}`)}</Text>
      <Button type="submit" variant="default" loading={form.isBusy}>
        {t(`makeKey.${kind}`)}
      </Button>
      <FormFailure text={form.failure} />
    </form>
  );
}
