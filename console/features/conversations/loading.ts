/** Asks the server for what the state needs, each thing once at a time. */
import { endpoints } from '../../../contract/endpoints.ts';
import { queryOfFilter } from '../../../contract/view-filter.ts';
import { ApiError, callWithPosition } from '../../lib/api.ts';
import type { Core } from './core.ts';
import { doubted } from './doubt.ts';
import { fetchedConversations, fetchedList, fetchedNewest, fetchedOlder, notFound } from './fetched.ts';
import { type Focus, keyOfNeed, type Need, needsOf } from './needs.ts';
import type { State } from './state.ts';
import { type ViewKey, viewOf } from './views.ts';

/** How long to wait before asking again for what failed, or was answered from before the stream began. */
const failedMs = 3_000;
const staleMs = 300;

export type Loading = {
  /** What the member looks at now; what is missing for it is fetched. */
  look(focus: Focus): void;
  /** What is read above the open conversation: their messages are kept at hand. */
  readAlong(ids: readonly string[]): void;
  /** Fetches the messages of a conversation that is likely to be opened next. */
  anticipate(id: string): void;
  /** The next page of a list, or of a conversation's older messages. */
  more(view: ViewKey): Promise<void>;
  older(id: string): Promise<void>;
  /** Asks again what stands in a list of which only the server knows. */
  refresh(view: ViewKey): void;
  /** Tries again at once what could not be fetched. */
  retryLoading(): void;
  /** Looks whether something is missing; called after each change of the state. */
  pump(): void;
};

/** The asking part of a store. */
export function createLoading({ state, update }: Core): Loading {
  const underWay = new Set<string>();
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  let focus: Focus | undefined;
  let along: readonly string[] = [];

  function pump(): void {
    if (!focus) return;
    const neighbourIds = [...along, ...focus.neighbourIds];
    for (const need of needsOf(state(), { ...focus, neighbourIds })) void meet(need);
  }

  async function meet(need: Need): Promise<void> {
    const key = keyOfNeed(need);
    if (underWay.has(key)) return;
    underWay.add(key);
    const waitMs = await attempt(update, key, () => ask(need, update));
    const again = () => {
      if (waiting.delete(key) && underWay.delete(key)) pump();
    };
    waiting.set(key, setTimeout(again, waitMs));
  }

  /** A further page; asking while it is under way does nothing. */
  async function further(key: string, load: () => Promise<void>): Promise<void> {
    if (underWay.has(key)) return;
    underWay.add(key);
    await attempt(update, key, load);
    underWay.delete(key);
  }

  return {
    pump,
    look(next) {
      focus = next;
      pump();
    },
    readAlong(ids) {
      along = ids;
      pump();
    },
    anticipate(id) {
      if (!state().threads.get(id)?.current) void meet({ type: 'messages', id });
    },
    async more(view) {
      const cursor = state().views.get(view)?.next;
      if (cursor) await further(keyOfFurther(view), () => askList(view, cursor, update));
    },
    async older(id) {
      const cursor = state().threads.get(id)?.older;
      if (cursor) await further(keyOfFurther(id), () => askMessages(id, cursor, update));
    },
    refresh(view) {
      update((before) => doubted(before, (key) => key === view));
    },
    retryLoading() {
      if (state().failures.size === 0) return;
      update(withoutFurtherFailures);
      for (const timer of waiting.values()) clearTimeout(timer);
      for (const key of waiting.keys()) underWay.delete(key);
      waiting.clear();
      pump();
    },
  };
}

/** Under which key the failure of a further page is noted. */
export function keyOfFurther(what: string): string {
  return `further ${what}`;
}

type Update = Core['update'];

/** Does it, notes the failure, and says how long to wait before doing the same again. */
async function attempt(update: Update, key: string, load: () => Promise<void>): Promise<number> {
  try {
    await load();
    update((before) => withFailure(before, key, undefined));
    return staleMs;
  } catch (error) {
    update((before) => withFailure(before, key, error));
    return failedMs;
  }
}

async function ask(need: Need, update: Update): Promise<void> {
  try {
    if (need.type === 'list') await askList(need.view, null, update);
    else if (need.type === 'messages') await askMessages(need.id, null, update);
    else await askConversation(need.id, update);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'not-found' || need.type === 'list') throw error;
    update((before) => notFound(before, need.id));
  }
}

async function askConversation(id: string, update: Update): Promise<void> {
  const { answer, position } = await callWithPosition(endpoints.readConversation, { params: { id } });
  update((before) => fetchedConversations(before, [answer], position));
}

async function askList(view: ViewKey, cursor: string | null, update: Update): Promise<void> {
  const { filter, order } = viewOf(view);
  const query = { ...queryOfFilter(filter), order, ...(cursor === null ? {} : { cursor }) };
  const { answer, position } = await callWithPosition(endpoints.listConversations, { query });
  update((before) => fetchedList(before, view, cursor, { ...answer, position }));
}

async function askMessages(id: string, cursor: string | null, update: Update): Promise<void> {
  const query = { order: 'newest' as const, ...(cursor === null ? {} : { cursor }) };
  const { answer, position } = await callWithPosition(endpoints.listMessages, { params: { id }, query });
  const page = { ...answer, position };
  update((before) =>
    cursor === null ? fetchedNewest(before, id, page) : fetchedOlder(before, id, cursor, page),
  );
}

/** Further pages are asked for again by whoever looks at the end of what is loaded. */
function withoutFurtherFailures(state: State): State {
  const failures = [...state.failures].filter(([key]) => !key.startsWith(keyOfFurther('')));
  return failures.length === state.failures.size ? state : { ...state, failures: new Map(failures) };
}

function withFailure(state: State, key: string, error: unknown): State {
  if (error === undefined && !state.failures.has(key)) return state;
  const failures = new Map(state.failures);
  if (error === undefined) failures.delete(key);
  else failures.set(key, error);
  return { ...state, failures };
}
