/** Flood limits, counted in this process. */
export { addressKey, createLimiter, type Limiter } from './limits.ts';
