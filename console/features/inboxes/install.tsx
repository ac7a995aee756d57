/** How the chat gets onto a site. */
import { Anchor, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';
import { CopyCode } from '../../ui/copy-field.tsx';
import { widgetSnippet } from './snippets.ts';

export function Install({ inboxId }: { inboxId: string }) {
  const t = useText('inboxes');
  return (
    <>
      <CopyCode label={t('install.snippet')} code={widgetSnippet(location.origin, inboxId)} />
      <Text size="sm">
        <Anchor href={`/widget-demo?inbox=${encodeURIComponent(inboxId)}`} target="_blank" rel="noopener">
          {t('install.try')} <IconExternalLink size={14} style={{ verticalAlign: '-2px' }} />
        </Anchor>
      </Text>
    </>
  );
}
