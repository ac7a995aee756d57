/** What the console has fetched, and when it asks again. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError, NetworkError } from '../lib/api.ts';

const retriesMax = 2;

/** Whether asking again can help: not when the server has understood and refused. */
function mayHelp(error: Error): boolean {
  if (error instanceof NetworkError) return true;
  return error instanceof ApiError && (error.status >= 500 || error.status === 429);
}

/** The one cache of the console. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < retriesMax && mayHelp(error),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
