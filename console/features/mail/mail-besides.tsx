/** Below the words of a mail: doubts about its sender, what is folded away, and the ways to its page and its details. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconFileAlert } from '@tabler/icons-react';
import { useState } from 'react';
import type { Message } from '../../../contract/conversations.ts';
import type { MailHead } from '../../../contract/mail.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { part } from '../../ui/part.tsx';
import classes from './mail.module.css';
import { Meetings } from './meetings.tsx';

const MailPage = part(() => import('./mail-page.tsx').then((file) => file.MailPage));
const MailDetails = part(() => import('./mail-details.tsx').then((file) => file.MailDetails));

export function MailBesides({ mail }: { mail: NonNullable<Message['mail']> }) {
  const t = useText('mail');
  const [shown, setShown] = useState<'folded' | 'page' | 'details'>();
  const toggle = (what: typeof shown) => () => setShown(shown === what ? undefined : what);
  const address = isolated(mail.from.address);
  return (
    <div className={classes.besides}>
      {mail.problem !== undefined && (
        <p className={classes.problem} role="alert">
          <IconFileAlert size={16} aria-hidden />
          <span>
            {t('problem')} {mail.problem}
          </span>
        </p>
      )}
      {!mail.isVerified && mail.from.address !== '' && (
        <p className={classes.doubt}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>{t('unproven', { address })}</span>
        </p>
      )}
      {mail.automatic && <p className={classes.quiet}>{t(`automatic.${mail.automatic}`)}</p>}
      {mail.calendar && <Meetings notices={mail.calendar} />}
      {mail.isCut && <p className={classes.quiet}>{t('cut')}</p>}
      {shown === 'folded' && <Folded mail={mail} />}
      {shown === 'page' && <MailPage mailId={mail.mailId} />}
      <div className={classes.ways}>
        {mail.parts && <Way isOpen={shown === 'folded'} toggle={toggle('folded')} label={t('folded')} />}
        {mail.hasPage && <Way isOpen={shown === 'page'} toggle={toggle('page')} label={t('page')} />}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={toggle('details')}>
          {t('details')}
        </Button>
      </div>
      {shown === 'details' && <MailDetails mail={mail} close={() => setShown(undefined)} />}
    </div>
  );
}

function Way({ isOpen, toggle, label }: { isOpen: boolean; toggle: () => void; label: string }) {
  return (
    <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={isOpen} onClick={toggle}>
      {label}
    </Button>
  );
}

/** The whole text with what is folded away above. */
function Folded({ mail }: { mail: MailHead }) {
  return (
    <div className={classes.folded} dir="auto">
      {mail.parts?.map(({ kind, text }, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a mail never change.
        kind === 'new' ? <strong key={at}>{text}</strong> : <span key={at}>{text}</span>,
      )}
    </div>
  );
}
