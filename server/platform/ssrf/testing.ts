/** Posting without asking where to: for stand-ins on this machine. Tests alone may have it. */
export { post } from './post.ts';
