/** Greetings: what a site says to its visitors before they have said anything, and to whom. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { nameLengthMax, urlLengthMax } from './entries.ts';
import { id, locale, time } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';

/** How many an inbox has, and how many pages one names. */
export const greetingsMax = 50;
export const greetingPagesMax = 10;
export const greetingTextLengthMax = 500;
export const greetingSecondsMax = 3_600;
export const greetingPagesSeenMax = 100;
export const greetingDaysMax = 365;
export const greetingDaysUsual = 7;

export const pageTests = ['contains', 'starts', 'equals'] as const;
/** What became of a greeting that was shown. */
export const greetingOutcomes = ['shown', 'opened', 'dismissed', 'answered'] as const;
export type GreetingOutcome = (typeof greetingOutcomes)[number];

/** Where and when a page shows it: checked in the visitor's browser. No page: on every one. */
const onPage = {
  pages: z
    .array(
      z.object({
        test: z.enum(pageTests),
        text: z.string().trim().min(1, 'Write a part.').max(urlLengthMax),
      }),
    )
    .max(greetingPagesMax, `Name at most ${greetingPagesMax} pages.`),
  seconds: z.int().min(0).max(greetingSecondsMax),
  /** So many pages were seen in this visit, with the one that is seen now. */
  pagesSeen: z.int().min(1).max(greetingPagesSeenMax),
};

/** To whom, and when: decided by the server. */
const toWhom = {
  visitors: z.enum(['all', 'new', 'returning']),
  /** An attribute of a visitor whom a signed token names, or null: whatever they are. */
  attribute: z
    .object({
      name: z.string().trim().min(1, 'Name the attribute.').max(nameLengthMax),
      value: z.string().max(nameLengthMax),
    })
    .nullable(),
  whenOpen: z.boolean(),
  whenOnline: z.boolean(),
  /** At most once in so many days to the same visitor. */
  days: z.int().min(1).max(greetingDaysMax),
};

const text = z.string().trim().max(greetingTextLengthMax);
/** By language; where the visitor's has none, the workspace's stands for it, then any other. */
const texts = z
  .object({ en: text.optional(), 'zh-CN': text.optional(), 'pt-BR': text.optional() })
  .refine((all) => Object.values(all).some((one) => one), 'Write the text in at least one language.');
export type GreetingTexts = z.output<typeof texts>;

const name = z.string().trim().min(1, 'Write a name.').max(nameLengthMax);
const written = { name, texts, active: z.boolean(), ...onPage, ...toWhom };

const counts = z.object({ shown: z.int(), opened: z.int(), dismissed: z.int(), answered: z.int() });

export const greeting = z.object({
  id,
  inboxId: id,
  ...written,
  /** How often in the time for which it is kept. */
  counts,
});
export type Greeting = z.output<typeof greeting>;

export const greetingShowing = z.object({
  id,
  customer: z.object({ id, name: z.string().nullable() }),
  /** Where the visitor answered. */
  conversationId: id.nullable(),
  text: z.string(),
  shownAt: time,
  openedAt: time.nullable(),
  dismissedAt: time.nullable(),
  answeredAt: time.nullable(),
});
export type GreetingShowing = z.output<typeof greetingShowing>;

/** What a page needs to know to ask for it at the right moment. */
export const greetingOffer = z.object({ id, ...onPage });
export type GreetingOffer = z.output<typeof greetingOffer>;

/** What the visitor is shown. */
export const shownGreeting = z.object({ id, text: z.string() });
export type ShownGreeting = z.output<typeof shownGreeting>;

const params = z.object({ id });

export const greetingEndpoints = {
  listGreetings: endpoint({
    name: 'listGreetings',
    method: 'GET',
    path: '/greetings',
    access: 'inboxes:read',
    summary:
      'The greetings of all inboxes, in the order in which they are tried, each with what became of it.',
    output: z.object({ data: z.array(greeting) }),
    status: 200,
  }),
  createGreeting: endpoint({
    name: 'createGreeting',
    method: 'POST',
    path: '/greetings',
    access: 'inboxes:manage',
    summary: 'Adds a greeting to an inbox, as the last one that is tried.',
    body: z.object({
      inboxId: id,
      name,
      texts,
      active: z.boolean().default(true),
      pages: onPage.pages.default([]),
      seconds: onPage.seconds.default(0),
      pagesSeen: onPage.pagesSeen.default(1),
      visitors: toWhom.visitors.default('all'),
      attribute: toWhom.attribute.default(null),
      whenOpen: toWhom.whenOpen.default(false),
      whenOnline: toWhom.whenOnline.default(false),
      days: toWhom.days.default(greetingDaysUsual),
    }),
    output: greeting,
    status: 201,
  }),
  changeGreeting: endpoint({
    name: 'changeGreeting',
    method: 'PATCH',
    path: '/greetings/:id',
    access: 'inboxes:manage',
    summary:
      'Changes what is sent, and leaves the rest. `place`: where it is tried among those of its inbox, from 0.',
    params,
    body: z.object({ ...written, place: z.int().min(0).max(greetingsMax) }).partial(),
    output: greeting,
    status: 200,
  }),
  removeGreeting: endpoint({
    name: 'removeGreeting',
    method: 'DELETE',
    path: '/greetings/:id',
    access: 'inboxes:manage',
    summary: 'Removes a greeting and its numbers. What visitors answered to it stays.',
    params,
    status: 204,
  }),
  listGreetingShowings: endpoint({
    name: 'listGreetingShowings',
    method: 'GET',
    path: '/greetings/:id/showings',
    access: 'customers:read',
    summary:
      'To whom a greeting was shown, or who did what with it: the rows behind its numbers, the newest first.',
    params,
    query: pageQuery.extend({ outcome: z.enum(greetingOutcomes).default('shown') }),
    output: pageOf(greetingShowing),
    status: 200,
  }),
  offerGreetings: endpoint({
    name: 'offerGreetings',
    method: 'GET',
    path: '/visitor/inboxes/:id/greetings',
    access: 'public',
    summary: 'On which pages, and when, an inbox has greetings to show. Says neither what nor to whom.',
    params,
    output: z.object({ data: z.array(greetingOffer) }),
    status: 200,
  }),
  showGreeting: endpoint({
    name: 'showGreeting',
    method: 'POST',
    path: '/visitor/greetings/:id/showings',
    access: 'visitor',
    summary:
      'Asks whether the visitor is to see a greeting now; if so, that is written down, and no other tab gets it again.',
    params,
    body: z.object({
      language: locale,
      /** How long this visit has lasted: who was known before it returns. */
      visitSeconds: z.int().min(0).max(86_400),
    }),
    output: z.object({ shown: shownGreeting.nullable() }),
    status: 200,
  }),
  noteGreeting: endpoint({
    name: 'noteGreeting',
    method: 'POST',
    path: '/visitor/greeting-showings/:id/outcomes',
    access: 'visitor',
    summary: 'Says that the visitor opened or dismissed what was shown. The same again changes nothing.',
    params,
    body: z.object({ outcome: z.enum(['opened', 'dismissed']) }),
    status: 204,
  }),
};
