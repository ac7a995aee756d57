/** The pages that a greeting is for: none is every one. */
import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { greetingPagesMax, pageTests } from '../../../contract/greetings.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen } from '../../lib/use-form.ts';
import type { Page } from './greeting-values.ts';

export function PagesEditor({
  pages,
  change,
}: {
  pages: readonly Page[];
  change: (pages: readonly Page[]) => void;
}) {
  const t = useText('greetings');
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {t('pages')}
      </Text>
      {pages.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('everyPage')}
        </Text>
      )}
      {pages.map((page, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages have no name; their place is what they are.
        <Group key={at} gap={4} wrap="nowrap">
          <NativeSelect
            size="xs"
            aria-label={t('pageTest', { number: at + 1 })}
            value={page.test}
            onChange={(event) =>
              change(pages.with(at, { ...page, test: chosen(pageTests, event.currentTarget.value) }))
            }
            data={pageTests.map((value) => ({ value, label: t(`test.${value}`) }))}
          />
          <TextInput
            size="xs"
            flex={1}
            aria-label={t('pageText', { number: at + 1 })}
            placeholder={page.test === 'contains' ? '/pricing' : 'https://shop.example/pricing'}
            value={page.text}
            onChange={(event) => change(pages.with(at, { ...page, text: event.currentTarget.value }))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('removePage', { number: at + 1 })}
            onClick={() => change(pages.toSpliced(at, 1))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {pages.length < greetingPagesMax && (
        <Button
          size="compact-xs"
          variant="subtle"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => change([...pages, { test: 'contains', text: '' }])}
        >
          {t('addPage')}
        </Button>
      )}
    </Stack>
  );
}
