/** Settings: the rule by which what happens stands for a stage. */
import { Button, Group, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { type StageLine, type StageRule, stageLinesMax } from '../../../contract/stages.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SaveRow } from '../../ui/save-row.tsx';
import { Section, SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { LineEditor } from './line-editor.tsx';
import { Outlook } from './outlook.tsx';
import { stageRuleQuery } from './queries.ts';
import classes from './stages.module.css';

export function StagesScreen() {
  const t = useText('stages');
  const may = useMay();
  const { data, error, refetch } = useQuery(stageRuleQuery);
  return (
    <SettingsPage title={t('title')} text={may('workspace:manage') ? t('text') : t('readOnly')} wide>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={6} />}
      {data && <RuleForm key={JSON.stringify(data)} rule={data} mayChange={may('workspace:manage')} />}
    </SettingsPage>
  );
}

const newLine: StageLine = { kind: 'event.tracked', pattern: '', stage: 'use' };

function RuleForm({ rule, mayChange }: { rule: StageRule; mayChange: boolean }) {
  const t = useText('stages');
  const [lines, setLines] = useState<readonly StageLine[]>(rule.lines);
  const { save, form } = useSaving(rule, lines);
  const move = (at: number, by: number) => {
    const line = lines[at];
    if (line) setLines(lines.toSpliced(at, 1).toSpliced(at + by, 0, line));
  };
  return (
    <>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save(lines.map(tidied));
        }}
      >
        {rule.isDefault && (
          <Text size="sm" c="dimmed">
            {t('isDefault')}
          </Text>
        )}
        <ol className={classes.lines}>
          {lines.map((line, at) => (
            <LineEditor
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name; their place is what they are.
              key={at}
              line={line}
              number={at + 1}
              isLast={at === lines.length - 1}
              disabled={!mayChange}
              change={(next) => setLines(next ? lines.with(at, next) : lines.toSpliced(at, 1))}
              move={(by) => move(at, by)}
            />
          ))}
        </ol>
        {mayChange && (
          <Group gap="xs">
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={16} />}
              disabled={lines.length >= stageLinesMax}
              onClick={() => setLines([newLine, ...lines])}
            >
              {t('add')}
            </Button>
            {!rule.isDefault && (
              <Button variant="subtle" size="compact-sm" color="gray" onClick={() => void save(null)}>
                {t('reset')}
              </Button>
            )}
          </Group>
        )}
        {mayChange && <SaveRow form={form} />}
      </form>
      {mayChange && (
        <Section title={t('preview')} text={t('previewText')}>
          <Outlook lines={lines.map(tidied)} />
        </Section>
      )}
    </>
  );
}

/** An empty pattern is none. */
const tidied = (line: StageLine): StageLine => ({ ...line, pattern: line.pattern?.trim() || null });

function useSaving(rule: StageRule, lines: readonly StageLine[]) {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [isSent, setSent] = useState(false);
  const [failure, setFailure] = useState<string>();
  const save = async (wanted: StageLine[] | null) => {
    setBusy(true);
    setFailure(undefined);
    try {
      cache.setQueryData(
        stageRuleQuery.queryKey,
        await call(endpoints.changeStageRule, { body: { lines: wanted } }),
      );
      setSent(true);
      await cache.invalidateQueries({ queryKey: ['customer-stage'] });
    } catch (error) {
      setFailure(error instanceof ApiError ? (error.detail ?? problemText(error)) : problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const isChanged = JSON.stringify(lines.map(tidied)) !== JSON.stringify(rule.lines);
  return { save, form: { isBusy, isSent: isSent && !isChanged, failure, isChanged } };
}
