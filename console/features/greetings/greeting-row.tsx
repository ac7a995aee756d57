/** One greeting: what it says, where and to whom, and what became of it. */
import { ActionIcon, Badge, Button, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type Greeting, type GreetingOutcome, greetingOutcomes } from '../../../contract/greetings.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import classes from './greetings.module.css';
import { useConditionWords } from './use-condition-words.ts';

type Props = {
  greeting: Greeting;
  isFirst: boolean;
  isLast: boolean;
  show: (outcome: GreetingOutcome) => void;
  /** For who may change it. */
  edit: { open: () => void; move: (by: 1 | -1) => void } | undefined;
};

export function GreetingRow({ greeting, isFirst, isLast, show, edit }: Props) {
  const t = useText('greetings');
  const conditions = useConditionWords()(greeting);
  const { name, texts, active } = greeting;
  const locale = useLocale();
  const numbers = new Intl.NumberFormat(locale);
  const text = texts[locale] ?? Object.values(texts)[0];
  return (
    <li className={classes.row} data-off={!active || undefined}>
      <div className={classes.body}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
          {!active && (
            <Badge variant="outline" color="gray" size="sm">
              {t('off')}
            </Badge>
          )}
        </span>
        <span dir="auto">{text}</span>
        <span className={classes.quiet}>{conditions.join(' · ')}</span>
        <Group gap="xs">
          {greetingOutcomes.map((outcome) => (
            <Button
              key={outcome}
              size="compact-xs"
              variant="default"
              title={t(`means.${outcome}`)}
              onClick={() => show(outcome)}
            >
              {t(`outcome.${outcome}`)} {numbers.format(greeting.counts[outcome])}
            </Button>
          ))}
        </Group>
      </div>
      {edit && (
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isFirst}
            aria-label={t('up', { name })}
            onClick={() => edit.move(-1)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isLast}
            aria-label={t('down', { name })}
            onClick={() => edit.move(1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t('changeNamed', { name })}
            onClick={edit.open}
          >
            {t('edit')}
          </Button>
        </Group>
      )}
    </li>
  );
}
