/** Parts of a screen that are fetched when they are first shown. Where they cannot be, the screen stands without them. */
import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router';
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { useConnection } from '../lib/connection.ts';
import { NotFetched } from '../lib/messages.ts';

type Places = { fallback?: ReactNode; missing?: ReactNode };

/**
 * A component that is fetched when it is first shown, or once there is a network. `fallback` stands in its place until then.
 *
 * Where its fetch broke off, `missing` stands in its place, else `fallback`. It is tried again with the next network;
 * browsers that keep a failed import for the page's life show it after a reload.
 */
export function part<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & Places> {
  let isFetched = false;
  const begin = () =>
    lazy(() =>
      load().then(
        (Component) => {
          isFetched = true;
          return { default: Component };
        },
        (error: unknown) => {
          // What failed once would fail for ever.
          Fetched = begin();
          throw new NotFetched(error);
        },
      ),
    ) as unknown as ComponentType<Props>;
  let Fetched = begin();
  return function Part({ fallback, missing, ...props }: Props & Places) {
    const isOffline = useConnection() === 'offline';
    if (isOffline && !isFetched) return <>{fallback}</>;
    return (
      <Apart fallback={fallback} missing={missing}>
        <Fetched {...(props as Props)} />
      </Apart>
    );
  };
}

/** What waits for code or words by itself, and goes without while they cannot be fetched. Other faults are not its own. */
export function Apart({ fallback = null, missing = fallback, children }: Places & { children: ReactNode }) {
  const connection = useConnection();
  const Missing = ({ error }: ErrorComponentProps) => {
    if (error instanceof NotFetched) return <>{missing}</>;
    throw error;
  };
  return (
    <CatchBoundary getResetKey={() => connection} errorComponent={Missing}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </CatchBoundary>
  );
}
