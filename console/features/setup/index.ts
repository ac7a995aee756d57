/** The first minutes: the owner's account and workspace, then a test chat. */
export { FirstChatScreen } from './first-chat-screen.tsx';
export { SetupScreen } from './setup-screen.tsx';
