/** What is to be done after a call, and until when. */
import { TextInput } from '@mantine/core';
import { taskLengthMax } from '../../../contract/care-entries.ts';
import { useText } from '../../lib/i18n.tsx';
import type { CallForm } from './call-back.ts';
import classes from './log-dialog.module.css';

export function CallBackFields({ form }: { form: CallForm }) {
  const t = useText('tasks');
  return (
    <>
      <TextInput {...form.field('what')} label={t('what')} maxLength={taskLengthMax} />
      <div className={classes.due}>
        <TextInput {...form.field('date')} type="date" label={t('due')} max="2999-12-31" />
        <TextInput {...form.field('time')} type="time" label={t('time')} />
      </div>
    </>
  );
}
