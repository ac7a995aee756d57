/** A text to take along: a link, a key, a snippet. */
import { ActionIcon, Button, CopyButton, Group, TextInput, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useText } from '../lib/i18n.tsx';
import classes from './copy-field.module.css';

/** One line, with a button that copies it. */
export function CopyField({
  label,
  value,
  description,
}: {
  label: string;
  value: string;
  description?: string;
}) {
  const t = useText('app');
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      classNames={{ input: classes.mono }}
      rightSection={
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <ActionIcon
              variant="subtle"
              onClick={copy}
              aria-label={copied ? t('copied') : t('copyNamed', { name: label })}
            >
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          )}
        </CopyButton>
      }
    />
  );
}

/** Several lines of code, scrolling inside, with a button that copies all of it. */
export function CopyCode({ label, code }: { label: string; code: string }) {
  const t = useText('app');
  return (
    <div className={classes.code}>
      <section aria-label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0}>{code}</pre>
      </section>
      <Group justify="flex-end" className={classes.action}>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            >
              {copied ? t('copied') : t('copy')}
              <VisuallyHidden>{label}</VisuallyHidden>
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}
