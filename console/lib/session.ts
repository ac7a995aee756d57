/** Who is signed in, and what that member may do. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Me } from '../../contract/accounts.ts';
import { endpoints } from '../../contract/endpoints.ts';
import type { Locale } from '../../contract/ids.ts';
import type { Permission } from '../../contract/permissions.ts';
import { ApiError, call, chooseWorkspace, chosenWorkspace } from './api.ts';
import { asLocale, firstLocale } from './languages.ts';

/** The signed-in member; refused with `not-signed-in` when there is none. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => readMe(signal),
  staleTime: 60_000,
});

/** A chosen workspace that is closed to this member now is forgotten in favour of one that is not. */
async function readMe(signal: AbortSignal): Promise<Me> {
  const chosen = chosenWorkspace();
  try {
    return await call(endpoints.readMe, {}, { signal });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500 || chosen === undefined) throw error;
    chooseWorkspace(undefined);
    return await call(endpoints.readMe, {}, { signal }).catch(() => {
      chooseWorkspace(chosen);
      throw error;
    });
  }
}

/** The signed-in member. Only inside the frame, which has made sure that there is one. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Whether the signed-in member may do something: `useMay()('members:manage')`. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}

/** The language in which a member works: the chosen one, else the workspace's. */
export function localeOf(me: Me): Locale {
  return me.member.locale ?? asLocale(me.workspace.locale) ?? firstLocale();
}
