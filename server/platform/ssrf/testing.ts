/** Posting without asking where to: for stand-ins on this machine. Tests alone may have it. */
export { getIn, type World } from './get.ts';
export { post } from './post.ts';
