/** Where notices appear. It comes when the browser has nothing better to do: no first screen needs it. */
import { useEffect, useState } from 'react';
import { part } from './part.tsx';

const noticesMax = 3;
/** For browsers without `requestIdleCallback`. */
const patienceMs = 2_000;

const Notifications = part(() => import('@mantine/notifications').then(({ Notifications }) => Notifications));

export function NoticeArea() {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    const idle = () => setIdle(true);
    if (typeof requestIdleCallback === 'function') {
      const handle = requestIdleCallback(idle, { timeout: patienceMs });
      return () => cancelIdleCallback(handle);
    }
    const timer = setTimeout(idle, patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return isIdle && <Notifications position="bottom-center" limit={noticesMax} />;
}
