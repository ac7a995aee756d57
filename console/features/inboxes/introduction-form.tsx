/** What new visitors are asked before their first message. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Inbox, WebchatInbox } from '../../../contract/inboxes.ts';
import type { IntroductionForm as Asked } from '../../../contract/introduction.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { inboxesQuery } from '../../lib/team.ts';
import { type Form, useForm } from '../../lib/use-form.ts';
import { SaveRow } from '../../ui/save-row.tsx';
import classes from './inboxes.module.css';

const questionLengthMax = 100;
const degrees = ['no', 'optional', 'required'] as const;

type Values = Record<keyof Asked, string>;

const valuesOf = ({ settings }: WebchatInbox): Values =>
  settings.introduction ?? { name: 'no', email: 'no', question: 'no', questionText: '' };

const degreeOf = (value: string) => degrees.find((degree) => degree === value) ?? 'no';

export function IntroductionForm({ inbox, mayChange }: { inbox: WebchatInbox; mayChange: boolean }) {
  const t = useText('inboxes');
  const form = useIntroductionForm(inbox);
  const data = degrees.map((value) => ({ value, label: t(`introduction.${value}`) }));
  return (
    <form onSubmit={form.submit} noValidate>
      <fieldset disabled={!mayChange} className={classes.fields}>
        <NativeSelect {...form.field('name')} label={t('introduction.name')} data={data} />
        <NativeSelect {...form.field('email')} label={t('introduction.email')} data={data} />
        <NativeSelect {...form.field('question')} label={t('introduction.question')} data={data} />
        {form.values.question !== 'no' && (
          <TextInput
            {...form.field('questionText')}
            label={t('introduction.questionText')}
            description={t('introduction.questionHint')}
            maxLength={questionLengthMax}
          />
        )}
      </fieldset>
      {mayChange && <SaveRow form={form} />}
    </form>
  );
}

function useIntroductionForm(inbox: WebchatInbox): Form<Values> {
  const app = useText('app');
  const cache = useQueryClient();
  const form: Form<Values> = useForm<Values>({
    initial: valuesOf(inbox),
    check: ({ question, questionText }) => ({
      questionText: question !== 'no' && questionText.trim() === '' ? app('field.required') : undefined,
    }),
    async send({ name, email, question, questionText }) {
      const introduction = {
        name: degreeOf(name),
        email: degreeOf(email),
        question: degreeOf(question),
        questionText: questionText.trim(),
      };
      const saved = await call(endpoints.updateInbox, {
        params: { id: inbox.id },
        body: { settings: { introduction } },
      });
      cache.setQueryData(inboxesQuery.queryKey, (inboxes: Inbox[] | undefined) =>
        inboxes?.map((other) => (other.id === saved.id ? saved : other)),
      );
      if (saved.channel === 'webchat') form.begin(valuesOf(saved));
    },
  });
  return form;
}
