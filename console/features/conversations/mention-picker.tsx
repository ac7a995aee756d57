/** Who may be meant by what is typed behind an @, and who is named already. */
import { IconAt, IconUsersGroup } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import classes from './mentions.module.css';
import type { Mentions } from './use-mentions.ts';

const listId = 'mention-choices';
const optionId = (at: number) => `mention-choice-${at}`;

/** What the field says of the list beside it. */
export function mentioning({ choices, active }: Mentions) {
  return choices.length === 0
    ? undefined
    : {
        'aria-autocomplete': 'list',
        'aria-controls': listId,
        'aria-activedescendant': optionId(active),
      };
}

export function MentionPicker({ mentions }: { mentions: Mentions }) {
  const t = useText('notifications');
  const { choices, active, choose } = mentions;
  if (choices.length === 0) return null;
  return (
    <div id={listId} role="listbox" aria-label={t('mentionWhom')} className={classes.choices}>
      {choices.map((choice, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and the keys.
        // biome-ignore lint/a11y/useFocusableInteractive: as above.
        <div
          key={choice.id}
          id={optionId(at)}
          role="option"
          aria-selected={at === active}
          className={classes.choice}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(choice)}
        >
          {choice.kind === 'team' ? (
            <IconUsersGroup size={20} aria-hidden />
          ) : (
            <Avatar id={choice.id} name={choice.name} size="small" />
          )}
          <bdi>{choice.name}</bdi>
          {choice.kind === 'team' && <span className={classes.kind}>{t('team')}</span>}
        </div>
      ))}
    </div>
  );
}

/** Who will hear of the note. */
export function Named({ mentions, text }: { mentions: Mentions; text: string }) {
  const t = useText('notifications');
  if (mentions.named.length === 0) return null;
  const names = mentions.named.map(({ start, length }) => text.slice(start + 1, start + length));
  return (
    <p className={classes.named}>
      <IconAt size={16} aria-hidden />
      <bdi>{t('willHear', { names: [...new Set(names)].join(', ') })}</bdi>
    </p>
  );
}
