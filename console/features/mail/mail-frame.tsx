/**
 * A mail as it was laid out, in a frame of its own.
 *
 * No script runs in the frame: it has no `allow-scripts`, its document's policy allows none, and neither does the console's,
 * which it inherits. That makes `allow-same-origin` sound: nothing in there can use the origin. We need it from outside, to
 * measure how high the page is; and the mail's own pictures need it, as a foreign origin sends no cookie along. Both words
 * together would let the page take its walls down: never add `allow-scripts`.
 */
import { Button } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import classes from './mail-frame.module.css';
import { frameWalls } from './mail-frame-walls.ts';

const foldedPixels = 480;
const firstPixels = 96;
/** What is longer is scrolled in its frame. */
const wholePixelsMax = 20_000;
/** Frames of the screen in which a document is awaited; then the end of loading has to do. */
const looksMax = 120;

/** `html`: a whole document. `blocked`: how many pictures of it are left out. */
export function MailFrame(props: { html: string; blocked: number; onShowPictures: () => void }) {
  const { html, blocked, onShowPictures } = props;
  const t = useText('mail');
  const id = useId();
  const frame = useRef<HTMLIFrameElement>(null);
  const pixels = useContentHeight(frame, html);
  const [isWhole, setWhole] = useState(false);
  const isLong = pixels > foldedPixels;
  // Whoever comes to a link below the fold by keyboard, or finds a word there, sees where they are.
  useEffect(() => {
    const page = frame.current?.contentDocument;
    const reached = page?.activeElement;
    if (isWhole && reached && reached !== page.body) reached.scrollIntoView({ block: 'nearest' });
  }, [isWhole]);
  const show = () => {
    onShowPictures();
    // The button goes away: whoever pressed it reads on in the mail.
    frame.current?.focus();
  };
  return (
    <div className={classes.mail}>
      {blocked > 0 && (
        <p className={classes.blocked}>
          <IconPhotoOff size={16} aria-hidden />
          <span>{t('blocked', { count: blocked })}</span>
          <Button size="compact-xs" variant="subtle" onClick={show}>
            {t('showPictures')}
          </Button>
        </p>
      )}
      <div
        className={classes.sheet}
        data-folded={(isLong && !isWhole) || undefined}
        style={isLong && !isWhole ? { blockSize: foldedPixels } : undefined}
        onScroll={() => setWhole(true)}
      >
        <iframe
          {...frameWalls}
          ref={frame}
          id={id}
          className={classes.frame}
          title={t('pageTitle')}
          srcDoc={html}
          style={{ blockSize: Math.min(pixels, wholePixelsMax) }}
        />
      </div>
      {isLong && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={isWhole}
          aria-controls={id}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? t('less') : t('whole')}
        </Button>
      )}
    </div>
  );
}

/** How high the frame's content is, now and after each picture that comes. */
function useContentHeight(frame: RefObject<HTMLIFrameElement | null>, html: string): number {
  const [pixels, setPixels] = useState(firstPixels);
  const watched = useRef<{ page: Document; html: string }>(undefined);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let looks = 0;
    let next = 0;
    const observer = new ResizeObserver(() => {
      const height = heightOf(element);
      if (height > 0) setPixels(height);
    });
    const watch = () => {
      const page = element.contentDocument;
      // Until it is parsed, another document stands there: an empty one, or the one before.
      if (page?.URL !== 'about:srcdoc' || !page.body) return false;
      if (page === watched.current?.page && html !== watched.current.html) return false;
      watched.current = { page, html };
      observer.observe(page.body);
      return true;
    };
    // Its loading ends with its last picture: the words are not to wait for that.
    const look = () => {
      looks += 1;
      if (!watch() && looks < looksMax) next = requestAnimationFrame(look);
    };
    look();
    element.addEventListener('load', watch);
    return () => {
      cancelAnimationFrame(next);
      element.removeEventListener('load', watch);
      observer.disconnect();
    };
  }, [frame, html]);
  return pixels;
}

/** With the bar by which a wide page is moved sideways. */
function heightOf({ contentDocument, contentWindow }: HTMLIFrameElement): number {
  const root = contentDocument?.documentElement;
  if (!root || !contentWindow) return 0;
  const bar = contentWindow.innerHeight - root.clientHeight;
  return Math.ceil(root.getBoundingClientRect().height) + Math.max(0, bar);
}
