/** The endpoints of views. */
import type { RawBuilder } from 'kysely';
import { viewEndpoints as endpoints } from '../../contract/saved-views.ts';
import { filterOfQuery, type ViewFilter } from '../../contract/view-filter.ts';
import { standardViews } from '../../contract/views.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { countViews } from '../conversations/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { changeView, createView, listViews, removeView } from './view.ts';

type Who = MemberCaller;

/** Every endpoint of views. `membersOf`: who is in a segment. */
export function viewRoutes(deps: {
  now: () => Date;
  membersOf: (segmentId: string) => RawBuilder<unknown>;
}): Route<Who>[] {
  const viewer = ({ memberId }: Who) => ({ memberId, now: deps.now(), membersOf: deps.membersOf });
  return [
    route<Who, typeof endpoints.listViews>(endpoints.listViews, async ({ tx, who }) => ({
      data: await listViews(tx, who.memberId),
    })),
    route<Who, typeof endpoints.countViews>(endpoints.countViews, async ({ tx, who }) => {
      const { mine, unassigned, mentions, all, snoozed } = standardViews;
      const saved = (await listViews(tx, who.memberId)).map(({ id, filter }) => [id, filter] as const);
      const views: (readonly [string, ViewFilter])[] = [
        ...Object.entries({ mine, unassigned, mentions, all, snoozed } as Record<string, ViewFilter>),
        ...saved,
      ];
      const counts = await countViews(
        tx,
        viewer(who),
        views.map(([, filter]) => filter),
      );
      return { counts: Object.fromEntries(views.map(([name], at) => [name, counts[at] ?? none])) };
    }),
    route<Who, typeof endpoints.previewView>(endpoints.previewView, async ({ tx, who, query }) => {
      const [count] = await countViews(tx, viewer(who), [filterOfQuery(query)]);
      return count ?? none;
    }),
    route<Who, typeof endpoints.createView>(endpoints.createView, ({ tx, who, body }) =>
      createView(tx, who, body),
    ),
    route<Who, typeof endpoints.changeView>(endpoints.changeView, ({ tx, who, params, body }) =>
      changeView(tx, who, params.id, body),
    ),
    route<Who, typeof endpoints.removeView>(endpoints.removeView, ({ tx, who, params }) =>
      removeView(tx, who, params.id),
    ),
  ];
}

const none = { count: 0, isMore: false };
