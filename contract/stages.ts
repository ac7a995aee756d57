/**
 * Lifecycle stages: which stage an entry stands for says a rule of the workspace, a list of which the first line that fits
 * decides. It is applied when an entry is read, so that a changed rule holds for everything that ever happened.
 */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { auditKinds, bookkeepingKinds, type Entry, type EntryKind, entryKinds } from './entries.ts';
import { id, time } from './ids.ts';
import { type Stage, stage } from './stage-names.ts';

export const stageLinesMax = 100;
export const stagePatternLengthMax = 200;

/** What the team keeps for itself says nothing of a customer's way; a stage set by hand speaks for itself. */
const silentKinds =
  /^((stage|segment|company|task|date|need)\.|note\.(?!added)|customer\.(erased|restricted|corrected))/;
/** Kinds that a line can name. */
export const stagedKinds = entryKinds.filter(
  (kind) => !auditKinds.includes(kind) && !bookkeepingKinds.includes(kind) && !silentKinds.test(kind),
) as [EntryKind, ...EntryKind[]];

/** Kinds that a line can narrow by a pattern: an event by its name, a page by its address. */
export const patternFields: Partial<Record<EntryKind, 'name' | 'url'>> = {
  'event.tracked': 'name',
  'page.viewed': 'url',
};

/** `pattern`: `*` stands for anything; upper and lower case are the same. */
export const stageLine = z.object({
  kind: z.enum(stagedKinds),
  pattern: z.string().trim().min(1).max(stagePatternLengthMax).nullable(),
  /** null: no stage, whatever later lines say. */
  stage: stage.nullable(),
});
export type StageLine = z.output<typeof stageLine>;

const line = (kind: EntryKind, to: Stage | null, pattern: string | null = null): StageLine => ({
  kind: kind as StageLine['kind'],
  pattern,
  stage: to,
});

/** The rule of a workspace that has none of its own. */
export const defaultStageLines: readonly StageLine[] = [
  line('event.tracked', 'consider', 'Product*'),
  line('event.tracked', 'consider', 'Cart*'),
  line('event.tracked', 'consider', 'Checkout*'),
  line('event.tracked', 'consider', 'Signed Up'),
  line('event.tracked', 'advocate', '*Shared'),
  line('event.tracked', 'advocate', '*Invite*'),
  line('event.tracked', 'advocate', '*Referr*'),
  line('event.tracked', 'use'),
  line('page.viewed', 'consider', '*/pric*'),
  line('page.viewed', 'aware'),
  line('visit.logged', 'consider'),
  line('order.placed', 'buy'),
  line('order.updated', 'use'),
  line('order.cancelled', 'support'),
  line('order.refunded', 'support'),
  line('conversation.opened', 'support'),
  line('message.received', 'support'),
  line('call.logged', 'support'),
  line('review.posted', 'advocate'),
];

/** Without the case of Latin letters: the database folds no others here, so that both agree. */
const folded = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Whether a text is what a pattern says: its pieces, one after the other, the first at the beginning, the last at the end. */
function fits(pattern: string, text: string): boolean {
  const whole = folded(text);
  const [first = '', ...rest] = folded(pattern).split('*');
  if (rest.length === 0) return whole === first;
  if (!whole.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const piece of rest) {
    const found = whole.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return whole.length - last.length >= at && whole.endsWith(last);
}

/** The stage that an entry stands for; null for none. */
export function stageOf(lines: readonly StageLine[], entry: Pick<Entry, 'kind' | 'payload'>): Stage | null {
  const { kind, payload } = entry as Entry;
  if (kind === 'stage.changed') return payload.stage;
  const field = patternFields[kind];
  const text = field === undefined ? undefined : (payload as Record<string, unknown>)[field];
  const found = lines.find(
    (one) =>
      one.kind === kind && (one.pattern === null || (typeof text === 'string' && fits(one.pattern, text))),
  );
  return found?.stage ?? null;
}

const rule = z.object({
  lines: z.array(stageLine),
  /** Nobody has changed it yet. */
  isDefault: z.boolean(),
});
export type StageRule = z.output<typeof rule>;

/** What of the last week a line of a report stands for. */
const outlook = z.object({
  kind: z.enum(stagedKinds),
  /** The event's name, for events. */
  name: z.string().nullable(),
  count: z.int(),
  before: stage.nullable(),
  after: stage.nullable(),
});
export type StageOutlook = z.output<typeof outlook>;

const params = z.object({ id });
const lines = z
  .array(stageLine)
  .max(stageLinesMax)
  .superRefine((given, context) => {
    for (const { kind, pattern } of given) {
      if (pattern !== null && patternFields[kind] === undefined)
        context.addIssue(`${kind} can't be narrowed by a pattern. Leave it empty.`);
    }
  });

export const customerStage = z.object({
  stage: stage.nullable(),
  /** The entry that decides, and when it happened. */
  entryId: id.nullable(),
  since: time.nullable(),
  /** A member said so. */
  isByHand: z.boolean(),
});
export type CustomerStage = z.output<typeof customerStage>;

export const stageEndpoints = {
  readStageRule: endpoint({
    name: 'readStageRule',
    method: 'GET',
    path: '/stage-rule',
    access: 'customers:read',
    summary: 'Which entries stand for which lifecycle stage: of the lines, the first that fits decides.',
    output: rule,
    status: 200,
  }),
  changeStageRule: endpoint({
    name: 'changeStageRule',
    method: 'PUT',
    path: '/stage-rule',
    access: 'workspace:manage',
    summary:
      'Changes the rule, for all that ever happened. Without lines: the one that a workspace begins with.',
    body: z.object({ lines: lines.nullable() }),
    output: rule,
    status: 200,
  }),
  previewStageRule: endpoint({
    name: 'previewStageRule',
    method: 'POST',
    path: '/stage-rule/preview',
    access: 'workspace:manage',
    summary: 'What the entries of the last week would stand for, the most frequent first.',
    body: z.object({ lines }),
    output: z.object({
      data: z.array(outlook),
      /** There were more entries than were looked at: these are the newest. */
      isCut: z.boolean(),
    }),
    status: 200,
  }),
  readCustomerStage: endpoint({
    name: 'readCustomerStage',
    method: 'GET',
    path: '/customers/:id/stage',
    access: 'customers:read',
    summary: "The customer's lifecycle stage: that of the newest entry that has one.",
    params,
    output: customerStage,
    status: 200,
  }),
  setCustomerStage: endpoint({
    name: 'setCustomerStage',
    method: 'PUT',
    path: '/customers/:id/stage',
    access: 'customers:write',
    summary: 'Sets the stage by hand; it stands until something happens later that has another.',
    params,
    body: z.object({ stage }),
    output: customerStage,
    status: 200,
  }),
};
