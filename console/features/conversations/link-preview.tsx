/** What the page behind a message's link says of itself: a small card, which a stranger's words never leave. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call, chosenWorkspace, urlOf } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './link-preview.module.css';

const staleMs = 3_600_000;

/** `revision`: a message that was edited may lead elsewhere. */
export function LinkPreview({ messageId, revision }: { messageId: string; revision: number }) {
  const t = useText('conversations');
  const [isBroken, setBroken] = useState(false);
  const params = { id: messageId };
  const { data } = useQuery({
    queryKey: ['link-preview', messageId, revision],
    queryFn: ({ signal }) => call(endpoints.readLinkPreview, { params }, { signal }),
    staleTime: staleMs,
    // A message is read without it as well.
    retry: false,
  });
  const preview = data?.preview;
  if (!preview) return null;
  const { url, site, title, description, picture } = preview;
  return (
    <a
      className={classes.card}
      href={url}
      target="_blank"
      rel="noopener noreferrer ugc"
      aria-label={`${t('linkPreview', { site: isolated(site) })}: ${isolated(title)}`}
      data-preview
    >
      {picture && !isBroken && (
        <img
          className={classes.picture}
          src={urlOf(endpoints.readLinkPicture, { params, query: { workspace: chosenWorkspace() } })}
          alt=""
          width={picture.width}
          height={picture.height}
          loading="lazy"
          onError={() => setBroken(true)}
        />
      )}
      <span className={classes.words}>
        <bdi className={classes.site} dir="ltr">
          {site}
        </bdi>
        <bdi className={classes.title}>{title}</bdi>
        {description && <bdi className={classes.about}>{description}</bdi>}
      </span>
    </a>
  );
}
