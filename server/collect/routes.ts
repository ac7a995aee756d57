/** The addresses that tracking libraries know, outside the API, and the debugger's endpoint within it. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type CallType,
  callTypes,
  collectBodyBytesMax,
  collectCallBytesMax,
  collectEndpoints,
  collectPrefix,
} from '../../contract/collect.ts';
import { Problem } from '../../contract/errors.ts';
import { id } from '../../contract/ids.ts';
import { type MemberCaller, provenSenders, workspaceOfKey } from '../accounts/index.ts';
import { type InboxDeps, workspaceOfInbox } from '../channels/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { answerProblem, type Route, route } from '../platform/http/index.ts';
import { addressKey, createLimiter, type Limiter } from '../platform/limits/index.ts';
import { bodyTooLarge, type Json, readBody } from './body.ts';
import { createGatherer, type Gatherer } from './gather.ts';
import { identityHeader, proveIdentities } from './identity.ts';
import { librarySettings } from './library-settings.ts';
import { listCollectedCalls } from './log.ts';
import { type Parsed, parseCall, tooLarge } from './parse.ts';
import type { Privacy } from './privacy.ts';

type Deps = InboxDeps & { db: Db; publicUrl: string; now: () => Date; privacy: Privacy };

/** Short names, as the library for browsers uses them. */
const pathsOf: Record<CallType, string[]> = {
  identify: ['identify', 'i'],
  track: ['track', 't'],
  page: ['page', 'p'],
  screen: ['screen', 's'],
  group: ['group', 'g'],
  alias: ['alias', 'a'],
};
/** Some libraries append their own path to one that is there already. */
const batchPaths = ['batch', 'import', 'b', 'batch/v1/batch'];
const settingsSeconds = 60;

/** What members may ask of what was collected. */
export const collectRoutes: Route<MemberCaller>[] = [
  route<MemberCaller, typeof collectEndpoints.listCollectedCalls>(
    collectEndpoints.listCollectedCalls,
    async ({ tx, query }) => ({ data: await listCollectedCalls(tx, query) }),
  ),
];

/** Registers `/v1/…`, open to every site: a request says by its key who it is for, and cookies mean nothing here. */
export function registerCollect(app: FastifyInstance, deps: Deps): void {
  const gatherer = createGatherer(deps.db, deps.privacy);
  // Who sends unknown keys all the time is no shop whose key was revoked.
  const refusals = createLimiter({ points: 600, seconds: 60 });
  void app.register(
    (scope, _options, registered) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: collectBodyBytesMax },
        (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: Buffer) => void) =>
          done(null, body),
      );
      scope.addHook('onRequest', async (_request, reply) => openToAll(reply));
      scope.setErrorHandler((error: FastifyError | Problem, request, reply) => {
        if (error instanceof Problem) return answerProblem(reply, error);
        if (error.statusCode === 413) return answerProblem(reply, bodyTooLarge());
        if (error.statusCode !== undefined && error.statusCode < 500) {
          return answerProblem(reply, new Problem('invalid-input', 'The request could not be read.'));
        }
        request.log.error({ err: error, route: request.routeOptions.url }, 'collecting failed');
        return answerProblem(reply, new Problem('internal'));
      });
      const answer = (type: CallType | undefined) => (request: FastifyRequest, reply: FastifyReply) =>
        collect(request, reply, { ...deps, gatherer, refusals, type });
      for (const type of callTypes) {
        for (const path of pathsOf[type]) scope.post(`/${path}`, answer(type));
      }
      for (const path of batchPaths) scope.post(`/${path}`, answer(undefined));
      // How the library for browsers fares is its maker's business.
      scope.post('/m', async (_request, reply) => reply.send({ success: true }));
      scope.get<{ Params: { writeKey: string } }>('/projects/:writeKey/settings', async (request, reply) => {
        await requireWriteKey(deps.db, request.params.writeKey);
        reply.header('cache-control', `public, max-age=${settingsSeconds}`);
        return reply.send(librarySettings(deps.publicUrl, request.params.writeKey));
      });
      scope.options('/*', async (_request, reply) =>
        reply
          .code(204)
          .header('access-control-allow-methods', 'GET, POST')
          .header(
            'access-control-allow-headers',
            `authorization, content-type, content-encoding, ${identityHeader}`,
          )
          .header('access-control-max-age', '7200')
          .send(),
      );
      registered();
    },
    { prefix: collectPrefix },
  );
}

function openToAll(reply: FastifyReply): void {
  reply
    .header('access-control-allow-origin', '*')
    .header('access-control-expose-headers', 'retry-after')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', 'no-store');
}

type Collecting = Deps & { gatherer: Gatherer; refusals: Limiter; type: CallType | undefined };

async function collect(request: FastifyRequest, reply: FastifyReply, how: Collecting): Promise<FastifyReply> {
  const { body, bytes } = await readBody(request.body);
  const secret = keyOf(request, body);
  const isInbox = id.safeParse(secret).success;
  const workspaceId = isInbox ? await workspaceOfInbox(how.db, secret) : workspaceOfKey(secret);
  const received = how.now();
  const parsed = callsOf(body, bytes, { receivedAt: received.getTime(), type: how.type });
  const header = request.headers[identityHeader];
  const calls =
    workspaceId === undefined
      ? parsed
      : await proveIdentities(
          how,
          { workspaceId, inboxId: isInbox ? secret : undefined },
          typeof header === 'string' ? header : undefined,
          parsed,
        );
  const delivery = { secret, isInbox, receivedAt: received.toISOString(), calls };
  const accepted = workspaceId !== undefined && (await how.gatherer.deliver(workspaceId, delivery, bytes));
  if (!accepted) {
    how.refusals.take(addressKey(request.ip));
    throw unknownKey();
  }
  return reply.type('application/json; charset=utf-8').send('{"success":true}');
}

/** The calls of a request. @throws Problem when it is no batch, or its one call is too large. */
function callsOf(
  body: Json,
  bytes: number,
  { receivedAt, type }: { receivedAt: number; type: CallType | undefined },
): Parsed[] {
  if (type !== undefined) {
    if (bytes > collectCallBytesMax) {
      throw new Problem('too-large', `A call may have ${collectCallBytesMax} bytes.`);
    }
    return [parseCall(body, { receivedAt, type })];
  }
  const { batch, sentAt, context } = body;
  if (!Array.isArray(batch)) throw new Problem('invalid-input', 'Send the calls as a list named "batch".');
  const mayBeLarge = bytes > collectCallBytesMax;
  return batch.map((raw: unknown) => {
    if (mayBeLarge && isTooLarge(raw)) return tooLarge(raw);
    return parseCall(withContext(raw, context), { receivedAt, sentAt });
  });
}

function isTooLarge(raw: unknown): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(raw)) > collectCallBytesMax;
  } catch {
    // Nested deeper than can be written down: parsing says so.
    return false;
  }
}

/** A batch may say once what holds for all its calls. */
function withContext(raw: unknown, shared: unknown): unknown {
  if (shared === undefined || raw === null || typeof raw !== 'object' || Array.isArray(raw)) return raw;
  return 'context' in raw ? raw : { ...raw, context: shared };
}

/** The key as Basic user, or in the body, where a beacon has no other place. @throws Problem `not-signed-in`. */
function keyOf({ headers }: FastifyRequest, body: Json): string {
  const basic = /^Basic +([\w+/=-]+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8').split(':')[0] ?? '';
  if (typeof body.writeKey === 'string') return body.writeKey;
  throw new Problem(
    'not-signed-in',
    'Send a write key as the user of "Authorization: Basic", or as "writeKey".',
  );
}

function unknownKey(): Problem {
  return new Problem('not-signed-in', 'This key is not known, or was revoked. Make one in the settings.');
}

/** @throws Problem `not-found` unless it is a write key that works: others don't belong in a page. */
async function requireWriteKey(db: Db, secret: string): Promise<void> {
  const workspaceId = secret.startsWith('wk_') ? workspaceOfKey(secret) : undefined;
  const known =
    workspaceId !== undefined &&
    (await inWorkspace(db, workspaceId, async (tx) =>
      (await provenSenders(tx, [secret])).senders.has(secret),
    ));
  if (!known) throw new Problem('not-found', 'There is no such write key, or it was revoked.');
}
