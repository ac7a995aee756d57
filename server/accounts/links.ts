/**
 * Links that let somebody in once: an invitation, a new password. A token is made from ids and the installation's secret
 * and kept nowhere; the row that it names says whether it still counts.
 */
import { createHmac } from 'node:crypto';
import { parse as bytesOfUuid, stringify as uuidOfBytes } from 'uuid';
import { Problem } from '../../contract/errors.ts';
import { sameBytes, secretOf } from '../platform/crypto/index.ts';

export type LinkPurpose = 'invitation' | 'reset';

/** What links are made with. */
export type LinkDeps = { secretKey: string; publicUrl: string };

const idBytes = 16;

/** The address to hand over. It begins with the configured one, whatever host a request named. */
export function linkTo(
  deps: LinkDeps,
  purpose: LinkPurpose,
  ids: { workspaceId: string; id: string },
): string {
  return `${deps.publicUrl}/${purpose}?token=${tokenOf(deps, purpose, ids)}`;
}

/** base64url(workspace, id, HMAC-SHA-256 over both). */
function tokenOf(deps: LinkDeps, purpose: LinkPurpose, ids: { workspaceId: string; id: string }): string {
  const named = Buffer.concat([bytesOfUuid(ids.workspaceId), bytesOfUuid(ids.id)]);
  const proof = createHmac('sha256', secretOf(deps.secretKey, `link: ${purpose}`))
    .update(named)
    .digest();
  return Buffer.concat([named, proof]).toString('base64url');
}

/**
 * The ids in a token that we made. It is compared as text, for several texts are the same bytes.
 * @throws Problem `invalid-token`.
 */
export function readToken(
  deps: LinkDeps,
  purpose: LinkPurpose,
  token: string,
): { workspaceId: string; id: string } {
  const bytes = Buffer.from(token, 'base64url');
  const workspaceId = uuidIn(bytes, 0);
  const id = uuidIn(bytes, idBytes);
  if (workspaceId !== undefined && id !== undefined) {
    const ids = { workspaceId, id };
    if (sameBytes(Buffer.from(tokenOf(deps, purpose, ids)), Buffer.from(token))) return ids;
  }
  throw new Problem('invalid-token', 'The link is not complete. Copy it again, or ask for a new one.');
}

function uuidIn(bytes: Buffer, at: number): string | undefined {
  try {
    return uuidOfBytes(bytes.subarray(at, at + idBytes));
  } catch {
    return undefined;
  }
}
