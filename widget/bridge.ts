/**
 * What the loader (on the business's page) and the frame (sandboxed, of no origin) say to each other.
 *
 * The frame posts `hello` to its parent; the loader answers once, with a MessagePort. Everything else goes through
 * that port. The frame can store nothing itself: what must outlive the page is kept by the loader.
 */
import type { Locale } from '../contract/ids.ts';
import type { Introduction } from '../contract/introduction.ts';
import type { VisitorMessage } from '../contract/visitor.ts';

export const hello = 'rapport:hello';

/** A file of such a message: where its bytes are in the page that it was chosen in, and its upload once there is one. */
export type UnsentFile = { key: string; name: string; uploadId?: string };

/** A message on its way to the server. `at` orders it among the unsent; `refused` means it waits for the visitor. */
export type Unsent = {
  id: string;
  text: string;
  at: number;
  files?: readonly UnsentFile[];
  refused?: string;
  /** What a new visitor answered before this first message. */
  introduction?: Introduction;
};

/** What outlives a page: the visitor's token, and the time of the last team message that was seen. */
export type Stored = { token: string | null; seen: string | null };

/** What the frame begins with. */
export type Start = Stored & {
  inbox: string;
  locale: Locale;
  /** In no order. */
  unsent: readonly Unsent[];
  /** A signed token of the business, not yet given to the server. */
  identity: string | null;
  /** Whether a session may begin without a first message: opened by the visitor, or consented. */
  allowed: boolean;
};

export type ToFrame =
  | ({ type: 'start' } & Start)
  /** The panel opened or closed; `compact` when it fills a phone's screen. Opening allows a session. */
  | { type: 'shown'; open: boolean; compact: boolean }
  | { type: 'identify'; token: string }
  /** The site told of the visitor's consent. */
  | { type: 'allow' }
  /** Another tab changed what is stored. */
  | ({ type: 'stored' } & Stored);

export type ToLoader =
  /** Drawn: may be shown. */
  | { type: 'ready' }
  | { type: 'token'; token: string | null }
  | { type: 'seen'; seen: string }
  | { type: 'keep'; unsent: Unsent }
  | { type: 'drop'; id: string }
  | { type: 'unread'; count: number }
  | { type: 'message'; message: VisitorMessage }
  | { type: 'close' };
