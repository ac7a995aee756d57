/**
 * Paths by which a visitor's page fetches files: pictures in pages carry no token. A path names its workspace and when it
 * expires; without the installation's key nobody makes one.
 */
import { createHmac } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { Problem } from '../../contract/errors.ts';
import { sameBytes } from '../platform/crypto/index.ts';
import { noSuchFile } from './store.ts';

export type Signer = {
  /** A path to a file, for at least an hour. */
  pathTo: (workspaceId: string, fileId: string) => string;
  /** The workspace of a path's file. @throws Problem `not-found` for what was never made here, `expired`. */
  workspaceOf: (fileId: string, key: string) => string;
};

const secondsMin = 3_600;
/** Paths of one half hour are equal, so that a browser finds what it has fetched already. */
const stepSeconds = 1_800;
const uuidBytes = 16;
const secondsBytes = 4;
const macBytes = 32;

/** `prefix`: where the endpoint for visitors stands. */
export function createSigner(key: Buffer, prefix: string, now: () => Date): Signer {
  const macOf = (fileId: string, claim: Buffer) =>
    createHmac('sha256', key).update(parse(fileId)).update(claim).digest();
  return {
    pathTo: (workspaceId, fileId) => {
      const seconds = now().getTime() / 1_000 + secondsMin;
      const expires = Buffer.alloc(secondsBytes);
      expires.writeUInt32BE(Math.ceil(seconds / stepSeconds) * stepSeconds);
      const claim = Buffer.concat([parse(workspaceId), expires]);
      const signed = Buffer.concat([claim, macOf(fileId, claim)]).toString('base64url');
      return `${prefix}/visitor/attachments/${fileId}?key=${signed}`;
    },
    workspaceOf: (fileId, text) => {
      const bytes = Buffer.from(text, 'base64url');
      const claim = bytes.subarray(0, uuidBytes + secondsBytes);
      const mac = bytes.subarray(claim.length);
      if (bytes.length !== uuidBytes + secondsBytes + macBytes || !sameBytes(mac, macOf(fileId, claim)))
        throw noSuchFile();
      if (claim.readUInt32BE(uuidBytes) * 1_000 < now().getTime())
        throw new Problem('expired', 'This path to the file has expired. Open the chat again.');
      return stringify(claim.subarray(0, uuidBytes));
    },
  };
}
