/** What the webhook makes: a body to look at, mappings of it, what they would make, and going live. */
import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import {
  type Webhook,
  type WebhookKind,
  type WebhookMapping,
  type WebhookPreview,
  type WebhookSample,
  webhookKinds,
  webhookMappingsMax,
} from '../../../contract/webhooks.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { isWhole } from './mapping.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { PreviewShown } from './preview-shown.tsx';
import { deliveriesQuery, sampleQuery, useChange } from './queries.ts';
import { useFailureText } from './reason.ts';
import { SampleChoice } from './sample-choice.tsx';
import classes from './webhooks.module.css';

export function MappingSection({ webhook }: { webhook: Webhook }) {
  const t = useText('webhooks');
  const failureText = useFailureText();
  const change = useChange(webhook.id);
  const { sample, setSample } = useSample(webhook.id);
  const {
    data: seen,
    error,
    isLoading,
  } = useQuery({
    ...sampleQuery(webhook.id, sample ?? { text: '{}' }),
    enabled: sample !== undefined,
  });
  const [mappings, setMappings] = useState<WebhookMapping[]>(webhook.mappings);
  const [preview, setPreview] = useState<WebhookPreview>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState<'preview' | 'save' | 'live'>();
  const edit = (next: WebhookMapping[]) => {
    setMappings(next);
    setPreview(undefined);
  };
  const doing = async (what: typeof busy, work: () => Promise<void>) => {
    setBusy(what);
    setFailure(undefined);
    await work().catch((caught: unknown) => setFailure(failureText(caught)));
    setBusy(undefined);
  };
  // What is kept is what was changed last; what is not yet kept stays when only the state changes.
  const keep = async (changes: Parameters<typeof change>[0], left?: WebhookMapping[]) => {
    const kept = await change(changes);
    setMappings(left ?? kept.mappings);
  };
  const look = () =>
    doing('preview', async () => {
      if (!sample) return;
      const { id } = webhook;
      setPreview(await call(endpoints.previewWebhook, { params: { id }, body: { sample, mappings } }));
    });
  const isReady = mappings.length > 0 && mappings.every(isWhole);
  const isChanged = JSON.stringify(mappings) !== JSON.stringify(webhook.mappings);
  return (
    <Section title={t('makes')} text={t('makesText')}>
      <SampleChoice
        webhookId={webhook.id}
        sample={sample}
        choose={setSample}
        problem={error && failureText(error)}
      />
      {mappings.map((mapping, at) => (
        <MappingEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: mappings have no other name than their place.
          key={at}
          mapping={mapping}
          seen={seen}
          change={(next) => edit(mappings.map((one, place) => (place === at ? next : one)))}
          remove={() => edit(mappings.filter((_, place) => place !== at))}
        />
      ))}
      {mappings.length < webhookMappingsMax && (
        <AddMapping
          isFirst={mappings.length === 0}
          // With the body there is a guess to begin with.
          isLooking={isLoading}
          add={(kind) =>
            edit([...mappings, seen?.kinds.find((one) => one.kind === kind)?.guess ?? emptyOf(kind)])
          }
        />
      )}
      {preview && <PreviewShown preview={preview} mappings={mappings} />}
      <FormFailure text={failure} />
      <Group className={classes.actions}>
        {mappings.length > 0 && (
          <Button
            variant="default"
            disabled={!isReady || !sample}
            loading={busy === 'preview'}
            onClick={() => void look()}
          >
            {t('preview')}
          </Button>
        )}
        {isChanged && (
          <Button
            variant={webhook.isLive ? 'filled' : 'default'}
            disabled={mappings.length > 0 && !isReady}
            loading={busy === 'save'}
            onClick={() => void doing('save', () => keep({ mappings }))}
          >
            {t('save')}
          </Button>
        )}
        {!webhook.isLive && mappings.length > 0 && (
          <Button
            disabled={!isReady}
            loading={busy === 'live'}
            onClick={() => void doing('live', () => keep({ mappings, isLive: true }))}
          >
            {t('goLive')}
          </Button>
        )}
        {webhook.isLive && (
          <Button
            variant="subtle"
            loading={busy === 'live'}
            onClick={() => void doing('live', () => keep({ isLive: false }, mappings))}
          >
            {t('pause')}
          </Button>
        )}
      </Group>
    </Section>
  );
}

/** The body that is looked at: the newest delivery, until somebody chooses another one or pastes one. */
function useSample(webhookId: string) {
  const [sample, setSample] = useState<WebhookSample>();
  const { data } = useQuery(deliveriesQuery(webhookId, 'all', 20));
  const newest = data?.data.find(({ hasBody }) => hasBody);
  const own: WebhookSample | undefined = newest && { deliveryId: newest.id };
  return { sample: sample ?? own, setSample };
}

function emptyOf(kind: WebhookKind): WebhookMapping {
  return { makes: kind, list: null, when: null, key: [], fields: {} };
}

function AddMapping(props: { isFirst: boolean; isLooking: boolean; add: (kind: WebhookKind) => void }) {
  const t = useText('webhooks');
  const imports = useText('imports');
  const [kind, setKind] = useState<WebhookKind>('orders');
  return (
    <div>
      {props.isFirst && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('firstMapping')}
        </Text>
      )}
      <Group align="end">
        <NativeSelect
          aria-label={t('kind')}
          value={kind}
          onChange={(event) =>
            setKind(webhookKinds.find((one) => one === event.currentTarget.value) ?? 'orders')
          }
          data={webhookKinds.map((value) => ({ value, label: imports(`kind.${value}`) }))}
        />
        <Button variant="default" disabled={props.isLooking} onClick={() => props.add(kind)}>
          {t('addMapping')}
        </Button>
      </Group>
    </div>
  );
}
