/** Where the console begins. */
import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { firstLocale } from '../lib/languages.ts';
import { loadMessages, NotFetched } from '../lib/messages.ts';
import { registerServiceWorker } from '../lib/service-worker.ts';
import { takeWorkspaceOfLink } from '../lib/workspace-of-link.ts';
import { Providers } from './providers.tsx';
import { router } from './router.tsx';
import { watchSession } from './session-watch.ts';

takeWorkspaceOfLink();
registerServiceWorker();
watchSession(
  () => {
    const back = router.state.location.href;
    if (back.startsWith('/sign-in')) return;
    void router.navigate({ to: '/sign-in', search: { back, ended: true } });
  },
  // A screen that could not be loaded meanwhile is loaded now.
  () => void router.invalidate(),
);
void loadMessages(firstLocale(), 'app');

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root, {
  // The browser has said so itself.
  onCaughtError: (error) => error instanceof NotFetched || console.error(error),
}).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
