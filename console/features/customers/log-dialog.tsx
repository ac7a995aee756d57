/** What the forms for calls and visits share: a small window, when it was, what it was about. */
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { type Entry, textLengthMax } from '../../../contract/entries.ts';
import { useText } from '../../lib/i18n.tsx';
import type { Form } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notice } from '../../ui/notices.tsx';
import classes from './log-dialog.module.css';
import { addToTimelines } from './use-live-customer.ts';

/** The fields that both forms have. */
type Logged = { summary: string; when: string };

/** `children` are the fields that only one of them has, `menu` stands beside what it was about, `more` below the time. */
export function LogDialog<Values extends Logged & Record<string, string>>(props: {
  title: string;
  close: () => void;
  form: Form<Values>;
  children: ReactNode;
  menu?: ReactNode;
  more?: ReactNode;
}) {
  const t = useText('customers');
  const app = useText('app');
  const { form, close } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    form.submit();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={props.title}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form
        onSubmit={(event: FormEvent<HTMLFormElement>) => form.submit(event)}
        onKeyDown={onKeyDown}
        noValidate
      >
        <Stack gap="sm">
          {props.children}
          <div className={classes.summary}>
            <Textarea
              {...form.field('summary')}
              label={t('summary')}
              placeholder={t('summaryHint')}
              maxLength={textLengthMax}
              autosize
              minRows={2}
              maxRows={8}
              data-autofocus
            />
            {props.menu}
          </div>
          <TextInput {...form.field('when')} type="datetime-local" label={t('when')} />
          {props.more}
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {app('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Shows what was written down in the timeline, says so, and closes the window. */
export function useLogged(customer: Customer, close: () => void): (entry: unknown, words: string) => void {
  const cache = useQueryClient();
  return (entry, words) => {
    addToTimelines(cache, customer.id, entry as Entry);
    notice(words);
    close();
  };
}
