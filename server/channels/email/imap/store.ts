/** What a follower of a mailbox keeps, wherever it is kept: what was read, what was not, and where reading stands. */

/**
 * Where the server keeps a mail. Another `uidValidity`, of at most 20 characters, means that all UIDs were given out anew: it
 * is the server's number, with `/1` and so on after it where a server that was set back gave UIDs out anew without telling.
 */
export type Place = { folder: string; uidValidity: string; uid: number };

/** A raw mail that is on disk, named by its SHA-256. */
export type Raw = { path: string; hash: string; size: number };

/** How far a folder was read. Every UID above `floor` and up to `watermark` that the server has is recorded or noted. */
export type Sync = {
  folder: string;
  uidValidity: string;
  watermark: number;
  /** The state of the folder at the last complete reading, in decimal digits, where the server tells one. */
  modseq: string | null;
  /** UIDs up to this one were there before the mailbox was connected, and are left alone. */
  floor: number;
  /** Since when mail is wanted; null: all of it. */
  startedAt: Date | null;
  /** UIDs up to this one were given out anew for mail that may be recorded: it is compared by its hash. 0: none. */
  rematchTo: number;
};

/**
 * Why a UID brings no new mail. `vanished`: gone before it was fetched. `too-large`. `known`: the same bytes are recorded
 * at another place. `unfetchable`: the server did not give it, asked several times. `before`: from before the mailbox was
 * connected, and its UID was given out anew.
 */
export const noteReasons = ['vanished', 'too-large', 'known', 'unfetchable', 'before'] as const;
export type NoteReason = (typeof noteReasons)[number];

export type MailboxState = {
  at: Date;
  ok: boolean;
  /** Mails in the folder. */
  onServer: number | null;
  /** UIDs up to the watermark that are neither recorded nor noted, after the last comparison with all UIDs; must be 0. */
  gaps: number | null;
  /** Short English words without names, addresses or anything that the server wrote. */
  reason: string | null;
  kind: 'connected' | 'credentials' | 'unreachable' | 'refused' | 'other' | null;
};

/** One mailbox's. Each of the writing functions is one commit; what it did is seen by whatever is called after it. */
export type MailboxStore = {
  /** Where reading stood. */
  readSync(folder: string): Promise<Sync | null>;
  /** Which of these UIDs are recorded or noted; at most 1,000 are asked at once. */
  known(folder: string, uidValidity: string, uids: number[]): Promise<Set<number>>;
  /** Which of these UIDs are noted and not recorded, and why; at most 1,000 are asked at once. */
  noted(folder: string, uidValidity: string, uids: number[]): Promise<Map<number, NoteReason>>;
  /**
   * Records a raw mail, which is on disk, at its place; the same twice changes nothing. It takes the place of a note.
   */
  record(place: Place, raw: Raw, internalDate: Date | null): Promise<void>;
  /** Notes a UID that brings no new mail; a later reason replaces the one before, and a recorded mail stays recorded. */
  note(place: Place, why: NoteReason): Promise<void>;
  /** Keeps how far reading got: the place of what was kept for the folder before. */
  advance(sync: Sync): Promise<void>;
  /** Whether a mail of this mailbox with this hash is recorded, at whatever place. A file on disk alone is none. */
  hasHash(hash: string): Promise<boolean>;
  /** How it went, for the health page. */
  report(state: MailboxState): Promise<void>;
};
