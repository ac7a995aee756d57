/** The files of a message: pictures to see, sounds and films to play, everything else to download. */
import { Anchor, Modal, VisuallyHidden } from '@mantine/core';
import { IconDownload, IconFile } from '@tabler/icons-react';
import { type CSSProperties, useState } from 'react';
import { type Attachment, attachmentEndpoints as endpoints } from '../../../contract/attachments.ts';
import { chosenWorkspace, urlOf } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { bytesText } from '../../lib/bytes.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import classes from './attachments.module.css';

const widthRemMax = 20;
const heightRemMax = 15;
const pixelsPerRem = 16;
/** What the server lets a browser play where it stands. */
const films = ['video/mp4', 'video/webm'];

export function Attachments({ files }: { files: readonly Attachment[] }) {
  return (
    <ul className={classes.list}>
      {files.map((file) => (
        <li key={file.fileId}>
          <One file={file} />
        </li>
      ))}
    </ul>
  );
}

function One({ file }: { file: Attachment }) {
  const { name, type, width, height } = file;
  if (width !== undefined && height !== undefined) {
    return <Picture file={file} width={width} height={height} />;
  }
  if (films.includes(type)) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what customers send has no captions.
      <video className={classes.player} src={addressOf(file)} controls preload="none" aria-label={name} />
    );
  }
  return (
    <>
      {type.startsWith('audio/') && (
        // biome-ignore lint/a11y/useMediaCaption: what customers send has no captions.
        <audio className={classes.player} src={addressOf(file)} controls preload="none" aria-label={name} />
      )}
      <FileRow file={file} />
    </>
  );
}

/** Where a file is fetched: an address of a page carries no header, so the workspace stands in it. */
function addressOf({ fileId }: Attachment): string {
  return urlOf(endpoints.readAttachment, { params: { id: fileId }, query: { workspace: chosenWorkspace() } });
}

function Picture({ file, width, height }: { file: Attachment; width: number; height: number }) {
  const t = useText('attachments');
  const [isOpen, setOpen] = useState(false);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <FileRow file={file} />;
  const name = isolated(file.name);
  // Its room is there before it is: nothing moves when it comes.
  const wide = Math.min(width / pixelsPerRem, widthRemMax, (heightRemMax * width) / height);
  return (
    <>
      <button
        type="button"
        className={classes.thumb}
        style={{ '--wide': `${Math.max(wide, 2)}rem` } as CSSProperties}
        aria-label={t('open', { name })}
        onClick={() => setOpen(true)}
      >
        <img
          src={addressOf(file)}
          alt=""
          width={width}
          height={height}
          loading="lazy"
          onError={() => setBroken(true)}
        />
      </button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={<bdi>{file.name}</bdi>}
        size="auto"
        centered
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <img className={classes.large} src={addressOf(file)} alt={file.name} width={width} height={height} />
        <Anchor href={addressOf(file)} download={file.name} mt="sm" display="inline-block">
          {t('downloadShort')}
        </Anchor>
      </Modal>
    </>
  );
}

function FileRow({ file }: { file: Attachment }) {
  const t = useText('attachments');
  const locale = useLocale();
  return (
    <a className={classes.file} href={addressOf(file)} download={file.name}>
      <VisuallyHidden>{t('downloadShort')}</VisuallyHidden>
      <IconFile size={20} aria-hidden />
      <span className={classes.names}>
        <bdi className={classes.name}>{file.name}</bdi>
        <span className={classes.about}>{bytesText(file.bytes, locale)}</span>
      </span>
      <IconDownload size={16} aria-hidden />
    </a>
  );
}
