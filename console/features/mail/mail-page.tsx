/** A mail as it was laid out. Pictures from elsewhere are shown when somebody asks for them, through the server. */
import { Loader } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import classes from './mail.module.css';
import { MailFrame } from './mail-frame.tsx';

const staleMs = 3_600_000;

export function MailPage({ mailId }: { mailId: string }) {
  const t = useText('mail');
  const problemText = useProblemText();
  const [withPictures, setWithPictures] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['mail-page', mailId, withPictures],
    queryFn: ({ signal }) =>
      call(
        endpoints.readMailPage,
        { params: { id: mailId }, query: { pictures: withPictures ? 'true' : 'false' } },
        { signal },
      ),
    staleTime: staleMs,
    retry: false,
    // Until the pictures are there, the page stands without them.
    placeholderData: keepPreviousData,
  });
  if (error)
    return (
      <p className={classes.problem} role="alert">
        {problemText(error)}
      </p>
    );
  if (!data) return <Loader size="xs" aria-label={t('loading')} />;
  return (
    <div className={classes.page}>
      <MailFrame
        html={data.html}
        blocked={data.blockedPictures}
        onShowPictures={() => setWithPictures(true)}
      />
    </div>
  );
}
