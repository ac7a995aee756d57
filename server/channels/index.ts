/**
 * Channels: ways by which messages come in and replies go out, each behind one interface. Invariant: what a channel
 * says of itself (`can`) is data; the rest of the product knows no channel by name.
 */
export type { Channel, Fact, PostedChannel, Rejection } from './channel.ts';
export { audienceOf, proofOf } from './identity-token.ts';
export {
  createInbox,
  dropTeam,
  type InboxDeps,
  listInboxes,
  newInboxSecrets,
  readIdentitySecret,
  readInbox,
  readInboxSecrets,
  type StoredInbox,
  teamOfInbox,
  workspaceOfInbox,
} from './inbox.ts';
export { canIn, type Registry, registryOf } from './registry.ts';
export { inboxRoutes } from './routes.ts';
