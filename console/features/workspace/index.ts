/** The workspace's own settings: its name and language. */
export { WorkspaceScreen } from './workspace-screen.tsx';
