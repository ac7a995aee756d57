/** The others who are at a conversation: faded when idle, with a pen while they write. */
import { Tooltip, VisuallyHidden } from '@mantine/core';
import { IconNote, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Attended } from '../../../contract/attendance.ts';
import { useAttended } from '../../lib/attendance.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { Avatar } from '../../ui/avatar.tsx';
import classes from './here.module.css';
import { news } from './here-news.ts';

/** In the header: everybody else, by name, and told to screen readers as they come and begin to write. */
export function Here({ conversationId }: { conversationId: string }) {
  const t = useText('conversations');
  const others = useOthers(conversationId);
  const words = useWords();
  const [told, setTold] = useState(() => news(undefined, others));
  const next = news(told, others);
  if (next !== told) setTold(next);
  return (
    <>
      {others.length > 0 && (
        <ul className={classes.here} aria-label={t('here')}>
          {others.map((one) => (
            <Tooltip key={one.memberId} label={words(one)} events={{ hover: true, focus: true, touch: true }}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the name must be reachable by keyboard. */}
              <li className={classes.one} data-doing={one.doing} tabIndex={0} aria-label={words(one)}>
                <Person one={one} />
              </li>
            </Tooltip>
          ))}
        </ul>
      )}
      <VisuallyHidden role="status">{next.fresh.map(words).join(' ')}</VisuallyHidden>
    </>
  );
}

/** In a row of the list: who is there, as a small sign. */
export function HereSign({ conversationId }: { conversationId: string }) {
  const others = useOthers(conversationId);
  const words = useWords();
  if (others.length === 0) return null;
  const said = others.map(words).join(' ');
  return (
    <span className={classes.sign} title={said}>
      {others.slice(0, signsMax).map((one) => (
        <span key={one.memberId} className={classes.one} data-doing={one.doing}>
          <Person one={one} />
        </span>
      ))}
      <VisuallyHidden>{said}</VisuallyHidden>
    </span>
  );
}

const signsMax = 2;

type One = Attended['members'][number];

function Person({ one }: { one: One }) {
  const memberName = useMemberName();
  const Pen = one.doing === 'noting' ? IconNote : IconPencil;
  const isWriting = one.doing === 'noting' || one.doing === 'replying';
  return (
    <>
      <Avatar id={one.memberId} name={memberName(one.memberId) ?? null} size="small" />
      {isWriting && (
        <span className={classes.pen}>
          <Pen size={10} aria-hidden />
        </span>
      )}
    </>
  );
}

function useOthers(conversationId: string): readonly One[] {
  const { member } = useMe();
  const attended = useAttended(conversationId);
  return attended?.members.filter(({ memberId }) => memberId !== member.id) ?? nobody;
}

const nobody: readonly One[] = [];

function useWords(): (one: One) => string {
  const t = useText('conversations');
  const app = useText('app');
  const memberName = useMemberName();
  return ({ memberId, doing }) =>
    t(`here.${doing}`, { name: isolated(memberName(memberId) ?? app('unknownMember')) });
}
