/** The end of a form that changes something: why it failed, and the button, which wakes up when there is something to save. */
import { Button, Group } from '@mantine/core';
import { useText } from '../lib/i18n.tsx';
import { FormFailure } from './form-failure.tsx';

export function SaveRow(props: {
  form: { failure: string | undefined; isBusy: boolean; isChanged: boolean };
  label?: string;
}) {
  const t = useText('app');
  return (
    <Group gap="md">
      <Button type="submit" loading={props.form.isBusy} disabled={!props.form.isChanged}>
        {props.label ?? t('save')}
      </Button>
      <FormFailure text={props.form.failure} />
    </Group>
  );
}
