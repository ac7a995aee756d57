/** A store in memory, and what every store of a mailbox must do: the tests of each run `testMailboxStore`. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type MailboxState,
  type MailboxStore,
  type NoteReason,
  noteReasons,
  type Place,
  type Raw,
  type Sync,
} from './store.ts';

export type MemoryStore = MailboxStore & {
  /** In the order in which they were recorded. */
  mails: { place: Place; raw: Raw; internalDate: Date | null }[];
  notes: { place: Place; why: NoteReason }[];
  syncs: Map<string, Sync>;
  reports: MailboxState[];
};

/** A mailbox's store that lasts as long as it is held. */
export function createMemoryStore(): MemoryStore {
  const mails: MemoryStore['mails'] = [];
  const notes: MemoryStore['notes'] = [];
  const syncs: MemoryStore['syncs'] = new Map();
  const reports: MemoryStore['reports'] = [];
  const isAt = (wanted: Place) => (entry: { place: Place }) =>
    entry.place.uid === wanted.uid &&
    entry.place.uidValidity === wanted.uidValidity &&
    entry.place.folder === wanted.folder;
  const ofFolder = <T extends { place: Place }>(
    entries: T[],
    folder: string,
    uidValidity: string,
    uids: number[],
  ) => {
    const asked = new Set(uids);
    return entries.filter(
      ({ place }) => place.folder === folder && place.uidValidity === uidValidity && asked.has(place.uid),
    );
  };
  return {
    mails,
    notes,
    syncs,
    reports,
    readSync: async (folder) => structuredClone(syncs.get(folder) ?? null),
    known: async (...asked) =>
      new Set([...ofFolder(mails, ...asked), ...ofFolder(notes, ...asked)].map(({ place }) => place.uid)),
    noted: async (...asked) => new Map(ofFolder(notes, ...asked).map(({ place, why }) => [place.uid, why])),
    record: async (place, raw, internalDate) => {
      if (mails.some(isAt(place))) return;
      const note = notes.findIndex(isAt(place));
      if (note >= 0) notes.splice(note, 1);
      mails.push({ place: { ...place }, raw: { ...raw }, internalDate });
    },
    note: async (place, why) => {
      if (mails.some(isAt(place))) return;
      const noted = notes.find(isAt(place));
      if (noted) noted.why = why;
      else notes.push({ place: { ...place }, why });
    },
    advance: async (sync) => void syncs.set(sync.folder, structuredClone(sync)),
    hasHash: async (hash) => mails.some(({ raw }) => raw.hash === hash),
    report: async (state) => void reports.push(state),
  };
}

export { type Follower, followMailbox } from './follow.ts';
export type { FollowDeps } from './settings.ts';
export { type StepName, stepNames } from './steps.ts';

const uidMax = 2 ** 32 - 1;
const folders = ['INBOX', 'Sales/Été', '客户 "%_\\'];
const uids = [1, 2, 3, 2 ** 31, uidMax];
const hashes = ['a', 'b', 'c'].map((letter) => letter.repeat(64));

const placeArbitrary = fc.record({
  folder: fc.constantFrom(...folders),
  uidValidity: fc.constantFrom('1', String(uidMax)),
  uid: fc.constantFrom(...uids),
});
const dateArbitrary = fc.option(
  fc.date({
    min: new Date('1970-01-02T00:00:00Z'),
    max: new Date('2099-12-31T00:00:00Z'),
    noInvalidDate: true,
  }),
);
const rawArbitrary = fc
  .record({ hash: fc.constantFrom(...hashes), size: fc.integer({ min: 1, max: 2 ** 31 }) })
  .map(({ hash, size }) => ({ hash, size, path: `raw/${hash}` }));
const syncArbitrary = fc.record({
  folder: fc.constantFrom(...folders),
  uidValidity: fc.constantFrom('1', String(uidMax)),
  watermark: fc.constantFrom(0, ...uids),
  modseq: fc.constantFrom(null, '0', '9223372036854775807'),
  floor: fc.constantFrom(0, ...uids),
  startedAt: dateArbitrary,
  rematchTo: fc.constantFrom(0, ...uids),
});
const actArbitrary = fc.oneof(
  fc.record({
    act: fc.constant('record' as const),
    place: placeArbitrary,
    raw: rawArbitrary,
    at: dateArbitrary,
  }),
  fc.record({
    act: fc.constant('note' as const),
    place: placeArbitrary,
    why: fc.constantFrom(...noteReasons),
  }),
  fc.record({ act: fc.constant('advance' as const), sync: syncArbitrary }),
);
type Act = typeof actArbitrary extends fc.Arbitrary<infer T> ? T : never;

async function perform(store: MailboxStore, act: Act): Promise<void> {
  if (act.act === 'record') await store.record(act.place, act.raw, act.at);
  else if (act.act === 'note') await store.note(act.place, act.why);
  else await store.advance(act.sync);
}

/** All that a store answers. */
async function answersOf(store: MailboxStore) {
  const answers: unknown[] = [];
  for (const folder of folders) {
    answers.push(await store.readSync(folder));
    for (const uidValidity of ['1', String(uidMax)]) {
      const known = [...(await store.known(folder, uidValidity, uids))].sort((one, other) => one - other);
      const noted = [...(await store.noted(folder, uidValidity, uids))].sort(([one], [other]) => one - other);
      answers.push(known, noted);
    }
  }
  for (const hash of hashes) answers.push(await store.hasHash(hash));
  return answers;
}

/** Defines the tests of a store; `open` gives one of a mailbox that is new each time. */
export function testMailboxStore(name: string, open: () => Promise<MailboxStore>, runs = 40): void {
  describe(`the store of a mailbox: ${name}`, () => {
    test('after whatever was recorded, noted and advanced it answers as the plainest store does', async () => {
      const histories = fc.array(actArbitrary, { maxLength: 30 });
      const property = fc.asyncProperty(histories, async (acts) => {
        const [store, plain] = [await open(), createMemoryStore()];
        for (const act of acts) {
          await perform(store, act);
          await perform(plain, act);
        }
        expect(await answersOf(store)).toEqual(await answersOf(plain));
        // Once more: the same twice changes nothing, but for what was noted or advanced over.
        for (const act of acts) if (act.act === 'record') await perform(store, act);
        for (const act of acts) if (act.act === 'record') await perform(plain, act);
        expect(await answersOf(store)).toEqual(await answersOf(plain));
      });
      await fc.assert(property, { numRuns: runs });
    });

    test('one place that is recorded from several sides at once holds one mail', async () => {
      const store = await open();
      const place = { folder: 'INBOX', uidValidity: '7', uid: 1 };
      const raw = { path: 'raw/a', hash: hashes[0] ?? '', size: 3 };
      await Promise.all([1, 2, 3, 4].map(() => store.record(place, raw, null)));
      await Promise.all([store.note(place, 'unfetchable'), store.record(place, raw, null)]);
      expect(await store.known('INBOX', '7', [1, 2])).toEqual(new Set([1]));
      expect(await store.noted('INBOX', '7', [1, 2])).toEqual(new Map());
    });

    test('a mailbox knows nothing of another', async () => {
      const [store, other] = [await open(), await open()];
      const place = { folder: 'INBOX', uidValidity: '7', uid: 1 };
      const sync = {
        folder: 'INBOX',
        uidValidity: '7',
        watermark: 1,
        modseq: null,
        floor: 0,
        startedAt: null,
        rematchTo: 0,
      };
      await store.record(place, { path: 'raw/a', hash: hashes[0] ?? '', size: 3 }, null);
      await store.note({ ...place, uid: 2 }, 'vanished');
      await store.advance(sync);
      expect(await answersOf(other)).toEqual(await answersOf(createMemoryStore()));
    });

    test('a thousand UIDs are asked for at once, none as well', async () => {
      const store = await open();
      const all = Array.from({ length: 1_000 }, (_, index) => index + 1);
      await store.note({ folder: 'INBOX', uidValidity: '7', uid: 1_000 }, 'before');
      expect(await store.known('INBOX', '7', all)).toEqual(new Set([1_000]));
      expect(await store.noted('INBOX', '7', all)).toEqual(new Map([[1_000, 'before']]));
      expect(await store.known('INBOX', '7', [])).toEqual(new Set());
    });

    test('how it went is kept, whatever is known of it', async () => {
      const store = await open();
      const at = new Date();
      await store.report({ at, ok: true, onServer: 3, gaps: 0, reason: null, kind: 'connected' });
      await store.report({ at, ok: false, onServer: null, gaps: null, reason: 'No.', kind: 'unreachable' });
    });
  });
}
