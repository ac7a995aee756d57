/** The frame: meets the loader, then shows the chat. Opened by itself it shows nothing and asks for nothing. */
import './frame.css';
import type { visitorRealtimePath } from '../../contract/realtime.ts';
import { connectApi } from './api.ts';
import { createChat } from './chat.ts';
import { meetLoader } from './port.ts';
import { realTimer } from './timer.ts';
import { drawChat } from './view/draw.tsx';

const realtimePath: typeof visitorRealtimePath = '/api/v1/visitor/realtime';
/** The address of the server: this page is `/widget/frame` on it. */
const base = new URL('..', location.href).href.replace(/\/$/, '');

async function main() {
  const { start, tell, listen } = await meetLoader();
  const chat = createChat(start, {
    api: connectApi(`${base}/api/v1/`, (...request) => fetch(...request)),
    openSocket: () => new WebSocket(base.replace(/^http/, 'ws') + realtimePath),
    language: navigator.language,
    tell,
    warn: (text) => console.warn(text),
    draw: (state) => drawChat(state, chat.actions),
    timer: realTimer,
    isVisible: () => document.visibilityState === 'visible',
    isOnline: () => navigator.onLine,
  });
  addEventListener('online', chat.hurry);
  addEventListener('offline', chat.update);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') chat.hurry();
  });
  chat.begin();
  listen(chat.heard);
  tell({ type: 'ready' });
}

void main();
