/** The body that mappings are made by: one that arrived, or one that is pasted. */
import { Button, Group, NativeSelect, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookSample } from '../../../contract/webhooks.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { fullTime } from '../../lib/time.ts';
import { CopyCode } from '../../ui/copy-field.tsx';
import { pretty } from './pretty.ts';
import { bodyQuery, deliveriesQuery } from './queries.ts';

const shownMax = 20;
const pasted = 'pasted';

export function SampleChoice(props: {
  webhookId: string;
  sample: WebhookSample | undefined;
  choose: (sample: WebhookSample) => void;
  problem: string | null;
}) {
  const t = useText('webhooks');
  const locale = useLocale();
  const { data } = useQuery(deliveriesQuery(props.webhookId, 'all', shownMax));
  const arrived = data?.data.filter(({ hasBody }) => hasBody) ?? [];
  const [isPasting, setPasting] = useState(false);
  const [text, setText] = useState('');
  const { sample } = props;
  const chosen = isPasting || !sample || 'text' in sample ? pasted : sample.deliveryId;
  const choose = (value: string) => {
    setPasting(value === pasted);
    if (value !== pasted) props.choose({ deliveryId: value });
    else if (text !== '') props.choose({ text });
  };
  return (
    <>
      {arrived.length === 0 && <Text size="sm">{t('sample.none')}</Text>}
      <NativeSelect
        label={t('sample')}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          ...arrived.map(({ id, receivedAt }) => ({
            value: id,
            label: t('sample.arrived', { when: fullTime(new Date(receivedAt), locale) }),
          })),
          { value: pasted, label: t('sample.pasted') },
        ]}
      />
      {chosen === pasted ? (
        <>
          <Textarea
            label={t('sample.paste')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={4}
            maxRows={14}
            spellCheck={false}
            error={text !== '' && props.problem}
          />
          <Group>
            <Button
              size="compact-sm"
              variant="default"
              disabled={text.trim() === ''}
              onClick={() => props.choose({ text })}
            >
              {t('sample.use')}
            </Button>
          </Group>
        </>
      ) : (
        <Arrived webhookId={props.webhookId} deliveryId={chosen} problem={props.problem} />
      )}
    </>
  );
}

function Arrived(props: { webhookId: string; deliveryId: string; problem: string | null }) {
  const t = useText('webhooks');
  const { data } = useQuery(bodyQuery(props.webhookId, props.deliveryId));
  return (
    <>
      {props.problem && <Text c="var(--danger)">{props.problem}</Text>}
      {data?.body && (
        <details>
          <summary>{t('body')}</summary>
          <CopyCode label={t('body')} code={pretty(data.body)} />
        </details>
      )}
    </>
  );
}
