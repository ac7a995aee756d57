/** Flood limits, counted in this process. */

export { type AddressMode, cutAddress } from './address.ts';
export { addressKey, createLimiter, type Limiter } from './limits.ts';
