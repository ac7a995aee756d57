/** Files from other systems: upload, map, try, import, undo. */
export { ImportsScreen } from './imports-screen.tsx';
