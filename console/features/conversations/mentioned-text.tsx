/** A note's text with the people and teams that it names: by the names that they have now. */
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { type Mention, shownMentions } from '../../../contract/mentions.ts';
import { useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { teamsQuery } from '../../lib/teams.ts';
import { LinkedPieces, TextBlock } from '../../ui/linked-text.tsx';
import classes from './mentions.module.css';

export function MentionedText({ text, mentions }: { text: string; mentions: readonly Mention[] }) {
  return (
    <TextBlock>
      <MentionedPieces text={text} mentions={mentions} />
    </TextBlock>
  );
}

/** A part of it. */
export function MentionedPieces({ text, mentions }: { text: string; mentions: readonly Mention[] }) {
  const shown = shownMentions(text, mentions);
  const last = shown.at(-1);
  return (
    <>
      {shown.map((mention, at) => {
        const before = shown[at - 1];
        const from = before ? before.start + before.length : 0;
        return (
          <Fragment key={mention.start}>
            <LinkedPieces text={text.slice(from, mention.start)} />
            <Chip mention={mention} written={text.slice(mention.start + 1, mention.start + mention.length)} />
          </Fragment>
        );
      })}
      <LinkedPieces text={text.slice(last ? last.start + last.length : 0)} />
    </>
  );
}

/** Who is gone is named as it was written. */
function Chip({ mention: { kind, id }, written }: { mention: Mention; written: string }) {
  const { member } = useMe();
  const memberName = useMemberName();
  const { data: teams } = useQuery(teamsQuery);
  const team = kind === 'team' ? teams?.find((one) => one.id === id) : undefined;
  const name = kind === 'team' ? team?.name : memberName(id);
  const isMe = id === member.id || (team?.memberIds.includes(member.id) ?? false);
  return <bdi className={classes.mention} data-me={isMe || undefined}>{`@${name ?? written}`}</bdi>;
}
