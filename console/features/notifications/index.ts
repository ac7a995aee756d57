/**
 * Notifications: what the member was told, on its own screen; how they want to be told; and saying it aloud.
 *
 * Invariants: a browser is asked for permission by a click alone; of all tabs one says what there is, and only while
 * nobody looks at any of them.
 */
export { Alerts } from './alerts.ts';
export { NotificationsScreen } from './notifications-screen.tsx';
export { NotificationSettingsScreen } from './settings-screen.tsx';
