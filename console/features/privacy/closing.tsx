/** Notes on a request, closing it and opening it again. */
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { endpoints } from '../../../contract/endpoints.ts';
import type { PrivacyDetails } from '../../../contract/privacy.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { useKeep } from './queries.ts';

const noteLengthMax = 2_000;

type Doing = 'noted' | 'done' | 'refused' | 'open';

export function Closing({ details: { request } }: { details: PrivacyDetails }) {
  const t = useText('privacy');
  const keep = useKeep(request.id);
  const form = useForm({
    initial: { text: '', doing: 'noted' },
    check: ({ text, doing }) => ({
      text:
        text.trim() === '' && (doing === 'noted' || doing === 'refused')
          ? t(`closing.${doing}Needed`)
          : undefined,
    }),
    async send({ text, doing }) {
      const params = { id: request.id };
      const details =
        doing === 'noted'
          ? await call(endpoints.notePrivacyRequest, { params, body: { text } })
          : await call(endpoints.closePrivacyRequest, {
              params,
              body: {
                state: doing === 'open' ? 'open' : doing === 'done' ? 'done' : 'refused',
                reason: text,
              },
            });
      await keep(details);
      form.begin({ text: '', doing: 'noted' });
    },
  });
  const offered: Doing[] = request.state === 'open' ? ['noted', 'done', 'refused'] : ['noted', 'open'];
  return (
    <Section title={t('closing')}>
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <Textarea
            {...form.field('text')}
            label={t('closing.text')}
            description={t('closing.hint')}
            maxLength={noteLengthMax}
            autosize
            minRows={2}
          />
          <FormFailure text={form.failure} />
          <Group gap="xs">
            {offered.map((doing) => (
              <Button
                key={doing}
                type="submit"
                variant={doing === 'done' ? 'filled' : 'default'}
                loading={form.isBusy && form.values.doing === doing}
                onClick={() => form.set({ doing })}
              >
                {t(`closing.${doing}`)}
              </Button>
            ))}
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
