/** Everything that a mail says of itself: who, when, every header field, and its original to keep. */
import { Anchor, Modal, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { MailHead, MailPerson } from '../../../contract/mail.ts';
import { call, chosenWorkspace, urlOf } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { fullTime } from '../../lib/time.ts';
import classes from './mail.module.css';

export function MailDetails({ mail, close }: { mail: MailHead; close: () => void }) {
  const t = useText('mail');
  const app = useText('app');
  const locale = useLocale();
  const params = { id: mail.mailId };
  const { data, error } = useQuery({
    queryKey: ['mail-fields', mail.mailId],
    queryFn: ({ signal }) => call(endpoints.readMailFields, { params }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <Modal
      opened
      onClose={close}
      title={mail.subject || t('noSubject')}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <Stack gap="md">
        <dl className={classes.people}>
          <dt>{t('from')}</dt>
          <dd>
            <People people={[mail.from]} />
          </dd>
          {mail.replyTo && (
            <>
              <dt>{t('replyTo')}</dt>
              <dd>
                <People people={[mail.replyTo]} />
              </dd>
            </>
          )}
          <dt>{t('to')}</dt>
          <dd>
            <People people={mail.to} />
          </dd>
          {mail.cc.length > 0 && (
            <>
              <dt>{t('cc')}</dt>
              <dd>
                <People people={mail.cc} />
              </dd>
            </>
          )}
          <dt>{t('writtenAt')}</dt>
          <dd>{mail.writtenAt === null ? t('unknownTime') : fullTime(new Date(mail.writtenAt), locale)}</dd>
          {data?.sender && (
            <>
              <dt>{t('sender')}</dt>
              <dd>{data.sender.reason}</dd>
            </>
          )}
        </dl>
        <Anchor
          href={urlOf(endpoints.readMailOriginal, { params, query: { workspace: chosenWorkspace() } })}
          download
        >
          <IconDownload size={16} aria-hidden /> {t('original')}
        </Anchor>
        {error && <p className={classes.quiet}>{t('gone')}</p>}
        {data && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
          <section className={classes.fields} aria-label={t('fields')} tabIndex={0}>
            {data.fields.map(({ name, value }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the fields of a mail never change.
              <div key={at}>
                <strong>{name}:</strong> <bdi>{value}</bdi>
              </div>
            ))}
            {data.isCut && <p>{t('fieldsCut')}</p>}
          </section>
        )}
      </Stack>
    </Modal>
  );
}

/** Always with the address: a name is what somebody wrote. */
function People({ people }: { people: readonly MailPerson[] }) {
  return people.map(({ name, address }) => (
    <div key={address}>
      {name && <bdi>{name}</bdi>} <bdi dir="ltr">&lt;{address}&gt;</bdi>
    </div>
  ));
}
