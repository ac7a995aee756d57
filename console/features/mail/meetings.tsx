/** Meetings that a mail asks for, changes or cancels. */
import type { MailHead } from '../../../contract/mail.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import classes from './mail.module.css';

type Notice = NonNullable<MailHead['calendar']>[number];

export function Meetings({ notices }: { notices: readonly Notice[] }) {
  return notices.map((notice) => (
    <Meeting key={`${notice.method} ${notice.startsAt} ${notice.summary}`} notice={notice} />
  ));
}

function Meeting({ notice }: { notice: Notice }) {
  const t = useText('mail');
  const locale = useLocale();
  const { method, summary, startsAt, endsAt, allDay, location, organizer } = notice;
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    ...(allDay ? { timeZone: 'UTC' } : { timeStyle: 'short' }),
  });
  const time = (text: string | null) => (text === null ? undefined : new Date(text));
  const [start, end] = [time(startsAt), time(endsAt)];
  return (
    <div className={classes.meeting}>
      <p className={classes.quiet}>{t(`meeting.${method}`)}</p>
      <p>
        <strong dir="auto">{summary || t('meeting.unnamed')}</strong>
      </p>
      {start && <p>{end && !allDay ? format.formatRange(start, end) : format.format(start)}</p>}
      {location && <p dir="auto">{location}</p>}
      {organizer && <p className={classes.quiet}>{organizer.name || organizer.address}</p>}
    </div>
  );
}
