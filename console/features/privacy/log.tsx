/** Each step that was taken, by whom and when. */
import { Text } from '@mantine/core';
import type { PrivacyStep } from '../../../contract/privacy.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { Time } from '../../ui/time.tsx';
import { leftIn } from './left.ts';
import classes from './privacy.module.css';

export function Log({ steps }: { steps: readonly PrivacyStep[] }) {
  const t = useText('privacy');
  if (steps.length === 0) return <Text c="dimmed">{t('logEmpty')}</Text>;
  return (
    <ol className={classes.log}>
      {steps.map((step) => (
        <Line key={step.id} step={step} />
      ))}
    </ol>
  );
}

function Line({ step: { step, detail, actor, at } }: { step: PrivacyStep }) {
  const t = useText('privacy');
  const memberName = useMemberName();
  const app = useText('app');
  const who = actor.kind === 'member' ? (memberName(actor.id) ?? app('unknownMember')) : t('byItself');
  const found = step === 'erased' ? leftIn(detail) : undefined;
  return (
    <li>
      <div>
        <Text size="sm">{t(`step.${step}`)}</Text>
        {found && <Text size="sm">{t('erasedCounts', { entries: found.entries })}</Text>}
        {found && found.tables.length > 0 && (
          <Text size="sm">{t('erasedLeft', { tables: found.tables.join(', ') })}</Text>
        )}
        {!found && detail !== '' && (
          <Text size="sm" className={classes.note}>
            <bdi>{detail}</bdi>
          </Text>
        )}
      </div>
      <Text size="xs" c="dimmed">
        <bdi>{who}</bdi> · <Time value={at} />
      </Text>
    </li>
  );
}
