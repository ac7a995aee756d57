/** What tests reach of this feature. */
export { frameWalls } from './mail-frame-walls.ts';
