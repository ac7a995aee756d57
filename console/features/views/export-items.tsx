/** Taking conversations along as a file: those of a view, or one. */
import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { ExportFormat } from '../../../contract/export-entries.ts';
import { queryOfFilter } from '../../../contract/view-filter.ts';
import { callForFile } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { failure } from '../../ui/notices.tsx';
import type { Chosen } from './chosen.ts';

type What = { view: Pick<Chosen, 'filter' | 'order'> } | { conversationId: string };

const endings = { csv: 'csv', jsonl: 'jsonl', vcon: 'vcon.jsonl' } as const;

/** Nothing for who may not. */
export function ExportItems({ what, formats }: { what: What; formats: readonly ExportFormat[] }) {
  const t = useText('views');
  const may = useMay();
  const problemText = useProblemText();
  if (!may('workspace:manage')) return null;
  const save = async (format: ExportFormat) => {
    try {
      await download(what, format);
    } catch (error) {
      failure(problemText(error));
    }
  };
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('export')}</Menu.Label>
      {formats.map((format) => (
        <Menu.Item key={format} leftSection={<IconDownload size={16} />} onClick={() => void save(format)}>
          {t(`export.${format}`)}
        </Menu.Item>
      ))}
    </>
  );
}

async function download(what: What, format: ExportFormat): Promise<void> {
  const which =
    'view' in what
      ? { ...queryOfFilter(what.view.filter), order: what.view.order }
      : { conversation: what.conversationId };
  const blob = await callForFile(endpoints.exportConversations, { query: { ...which, format } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `conversations-${new Date().toISOString().slice(0, 10)}.${endings[format]}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
