/** The end of a form that changes something: the button, awake when there is something to save, and how it went. */
import { Button, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useText } from '../lib/i18n.tsx';
import { FormFailure } from './form-failure.tsx';

export function SaveRow(props: {
  form: { failure: string | undefined; isBusy: boolean; isChanged: boolean; isSent: boolean };
  label?: string;
  /** What to say when it is done. */
  done?: string;
}) {
  const t = useText('app');
  const { form } = props;
  return (
    <Group gap="md">
      <Button type="submit" loading={form.isBusy} disabled={!form.isChanged}>
        {props.label ?? t('save')}
      </Button>
      <Text size="sm" c="dimmed" role="status" component="div">
        {form.isSent && (
          <Group gap={4} wrap="nowrap">
            <IconCheck size={16} />
            {props.done ?? t('saved')}
          </Group>
        )}
      </Text>
      <FormFailure text={form.failure} />
    </Group>
  );
}
