/** Checklists: beside a conversation, and their templates in the settings. */
export { ConversationChecklists } from './conversation-checklists.tsx';
export { TemplatesScreen } from './templates-screen.tsx';
