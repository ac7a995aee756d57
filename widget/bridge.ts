/**
 * What the loader (on the business's page) and the frame (sandboxed, of no origin) say to each other.
 *
 * The frame posts `hello` to its parent; the loader answers once, with a MessagePort. Everything else goes through
 * that port. The frame can store nothing itself: what must outlive the page is kept by the loader.
 */
import type { ShownGreeting } from '../contract/greetings.ts';
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
  /** The showing of the greeting that it answers. */
  greeting?: string;
};

/** What outlives a page: the visitor's token, and the time of the last team message that was seen. */
export type Stored = {
  token: string | null;
  seen: string | null;
  /** By which ways the visitor wants to hear of an answer while the chat is not in sight. */
  sound?: boolean;
  notify?: boolean;
  /** What the visitor was greeted with, opened, and has not answered yet. */
  greeting?: ShownGreeting | null;
};

/** Ways to tell of an answer while the chat is not in sight. */
export type Way = 'sound' | 'notify';
/** Whether a way is taken; `denied`: the visitor's browser was told not to, `missing`: it can't. */
export type Standing = 'on' | 'off' | 'denied' | 'missing';

/** What becomes of a recording: the page records, as the frame has no origin that could be permitted to. */
export type Recording =
  | { state: 'asked' | 'on' }
  /** The browser was told not to, or can't. */
  | { state: 'denied' | 'missing' }
  | { state: 'done'; sound: Blob };

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
  | ({ type: 'stored' } & Stored)
  /** By which ways the visitor hears of answers. */
  | ({ type: 'ways' } & Record<Way, Standing>)
  | { type: 'recording'; recording: Recording | null }
  /** The visitor turns to a greeting. */
  | { type: 'greet'; greeting: ShownGreeting };

export type ToLoader =
  /** Drawn: may be shown. */
  | { type: 'ready' }
  | LoaderNews
  | { type: 'seen'; seen: string }
  | { type: 'keep'; unsent: Unsent }
  | { type: 'drop'; id: string }
  | { type: 'unread'; count: number }
  | { type: 'close' };

/** What the loader hands on to the part that it fetches when there is something to do with it. */
export type LoaderNews =
  | { type: 'token'; token: string | null }
  /** A message of the team has come. `name`: the business's; `isInSight`: somebody can be looking at it. */
  | { type: 'message'; message: VisitorMessage; name: string; isInSight: boolean }
  /** The greeting was answered. */
  | { type: 'greeted' }
  /** The visitor wants to hear of answers by a way, or no more; without one: asks by which ways that is so. */
  | { type: 'way'; way?: Way; on?: boolean }
  /** The visitor speaks, has spoken, or wants none of it kept. */
  | { type: 'record'; what: 'begin' | 'end' | 'drop' };

/** Requests of the page: never with cookies, finished even when the visitor leaves it, quiet when they fail. */
export type Ask = (
  method: string,
  path: string,
  token?: string,
  body?: object,
) => Promise<Response | undefined>;

/** What the loader lends to that part. */
export type Kit = {
  settings: { base: string; inbox: string; locale: Locale };
  ask: Ask;
  store: { get(): Stored; set(change: Partial<Stored>): void };
  tell(message: ToFrame): void;
  open(): void;
  /** A signed token that the server has not had yet, and whether a session may begin. */
  standing(): Pick<Start, 'identity' | 'allowed'>;
};
