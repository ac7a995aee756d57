/** After signing in: back to where one was, as who one is now. */
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { Me } from '../../contract/accounts.ts';
import { meQuery } from './session.ts';

/** A path of this console; anything that could lead elsewhere becomes the first screen. */
export function safePath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) && !/[\\\s]/.test(path) ? path : '/';
}

/** Enters as the one who has just signed in. What another member fetched before is forgotten. */
export function useEnter(): (path: string | undefined) => Promise<void> {
  const cache = useQueryClient();
  const router = useRouter();
  return async (path) => {
    const before = cache.getQueryData<Me>(meQuery.queryKey);
    const me = await cache.fetchQuery({ ...meQuery, staleTime: 0 });
    const isSame = before?.member.id === me.member.id && before.workspace.id === me.workspace.id;
    if (!isSame) {
      cache.clear();
      cache.setQueryData(meQuery.queryKey, me);
    } else {
      void cache.invalidateQueries();
    }
    router.history.push(safePath(path));
  };
}
