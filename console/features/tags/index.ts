/** Tags: the words that the workspace puts on conversations. */
export { TagChip, Tags } from './tag-chip.tsx';
export { TagMenu } from './tag-menu.tsx';
export { TagsScreen } from './tags-screen.tsx';
