/** A tag as it stands on a conversation: its name, and a dot of its colour beside it. */
import { useQuery } from '@tanstack/react-query';
import type { Tag } from '../../../contract/conversation-entries.ts';
import { useText } from '../../lib/i18n.tsx';
import { tagsQuery } from '../../lib/team.ts';
import classes from './tags.module.css';

export function TagChip({ tag }: { tag: Pick<Tag, 'name' | 'colour'> }) {
  return (
    <span className={classes.chip}>
      <span className={classes.dot} data-colour={tag.colour} aria-hidden />
      <bdi>{tag.name}</bdi>
    </span>
  );
}

/** The tags of a conversation; beyond `max` their number stands for the others. */
export function Tags({ ids, max }: { ids: readonly string[]; max: number }) {
  const t = useText('tags');
  const { data } = useQuery({ ...tagsQuery, enabled: ids.length > 0 });
  const tags = ids.flatMap((id) => data?.find((tag) => tag.id === id) ?? []);
  if (tags.length === 0) return null;
  const more = tags.slice(max).map(({ name }) => name);
  return (
    <>
      {tags.slice(0, max).map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {more.length > 0 && (
        <span className={classes.chip} data-more title={more.join(', ')}>
          {t('more', { count: more.length })}
        </span>
      )}
    </>
  );
}
