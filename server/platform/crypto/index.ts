/** Keys, hashes and sealed secrets. Only standard primitives of node:crypto. */
export { randomToken, sameBytes, seal, secretOf, sha256, unseal } from './crypto.ts';
