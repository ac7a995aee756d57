/** Views: the lists of conversations that everybody has, and those that members keep. */
export { type Chosen, useChosenView } from './chosen.ts';
export { ExportItems } from './export-items.tsx';
export { ViewMenu } from './view-menu.tsx';
