/** The files of a message: pictures, what can be listened to, and others, which open in a page of their own. */
import { useRef } from 'preact/hooks';
import type { VisitorMessage } from '../../../contract/visitor.ts';
import type { ChatActions } from '../chat.ts';

type Attachment = NonNullable<VisitorMessage['attachments']>[number];
type Props = { files: readonly Attachment[]; fresh: ChatActions['freshPath'] };

/** So long a path is good for sure. */
const goodMilliseconds = 3_000_000;

export function Attachments({ files, fresh }: Props) {
  return files.map((file) => <File key={file.fileId} file={file} fresh={fresh} />);
}

function File({ file, fresh }: { file: Attachment; fresh: Props['fresh'] }) {
  const since = useRef(performance.now());
  const { fileId, name, bytes, width, height } = file;
  const address = new URL(file.path, location.href).href;

  async function onClick(event: MouseEvent) {
    if (performance.now() - since.current < goodMilliseconds) return;
    event.preventDefault();
    const path = await fresh(fileId);
    if (path) open(new URL(path, location.href).href, '_blank', 'noopener');
  }

  /** Its path has expired while nobody looked: once more with a new one. */
  async function onError({ currentTarget }: { currentTarget: HTMLMediaElement | HTMLImageElement }) {
    if (currentTarget.dataset.again) return;
    currentTarget.dataset.again = '1';
    const path = await fresh(fileId);
    if (path) currentTarget.src = new URL(path, location.href).href;
  }

  if (file.type.startsWith('audio/')) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what somebody said has no captions
      <audio
        class="bubble"
        src={address}
        controls
        preload="none"
        title={name}
        aria-label={name}
        onError={(event) => void onError(event)}
      />
    );
  }
  return (
    <a
      class={width ? 'picture' : 'bubble file'}
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => void onClick(event)}
    >
      {width ? (
        <img
          src={address}
          alt={name}
          width={width}
          height={height}
          loading="lazy"
          onError={(event) => void onError(event)}
        />
      ) : (
        <>
          <bdi>{name}</bdi> <small>{sizeOf(bytes)}</small>
        </>
      )}
    </a>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
