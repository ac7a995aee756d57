/** Puts routes on the server: permission, validation, one transaction, the answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodType } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { Problem } from '../../../contract/errors.ts';
import { answerOf, clean, type Db, inWorkspace, type LastStatements, type Tx } from '../db/index.ts';
import { sendFile } from './file-answer.ts';
import { answerOnce, idempotencyKeyOf } from './idempotency.ts';
import { readBytesAsTheyCome } from './incoming-bytes.ts';
import type { AheadCall, FileAnswer, HandleCall, OpenCall, RawJson, Route } from './route.ts';

const errorsMax = 20;

/**
 * A caller as the token or cookie says. `check` proves it in the workspace's own transaction and writes nothing: the
 * work comes first, which takes its locks before it writes. What is left to write `after` does, at the end.
 */
export type Claim<Who> = {
  workspaceId: string;
  check: (tx: Tx) => Promise<Who>;
  after?: (tx: Tx) => Promise<void>;
};

/**
 * How callers prove who they are, by what an endpoint asks for. `callerIdOf` names the one whose idempotency keys are
 * meant. @throws Problem `not-signed-in`, `invalid-token`, `not-allowed`, `cross-site`.
 */
export type Authenticate<Who> = {
  claimOf: (request: FastifyRequest, access: Exclude<Endpoint['access'], 'public'>) => Promise<Claim<Who>>;
  callerIdOf: (who: Who) => string;
};

/** Registers routes below `prefix`. A route whose access is not `public` never runs without a proven caller. */
export function registerRoutes<Who>(
  app: FastifyInstance,
  prefix: string,
  routes: readonly Route<Who>[],
  deps: { db: Db; authenticate: Authenticate<Who> },
): void {
  const register = (scope: FastifyInstance, route: Route<Who>): void => {
    const { endpoint } = route;
    scope.route({
      method: endpoint.method,
      url: prefix + endpoint.path,
      handler: (request, reply) => answer(route, request, reply, deps),
    });
  };
  for (const one of routes.filter(({ endpoint }) => !endpoint.takesBytes)) register(app, one);
  void app.register((scope, _options, done) => {
    readBytesAsTheyCome(scope);
    for (const one of routes.filter(({ endpoint }) => endpoint.takesBytes)) register(scope, one);
    done();
  });
}

async function answer<Who>(
  route: Route<Who>,
  request: FastifyRequest,
  reply: FastifyReply,
  { db, authenticate }: { db: Db; authenticate: Authenticate<Who> },
): Promise<FastifyReply> {
  const { endpoint } = route;
  const { access } = endpoint;
  reply.header('cache-control', 'no-store');
  if (access === 'public') {
    const call = { request, reply, db, who: undefined as Who, ...inputOf(endpoint, request) };
    return send(endpoint, reply, await route.handle(call as OpenCall<Endpoint, Who>));
  }
  const claim = await authenticate.claimOf(request, access);
  if (route.open) {
    const who = await inWorkspace(db, claim.workspaceId, (tx) =>
      asCaller(tx, claim, claim.check(tx), async (proven) => proven),
    );
    const call = { request, reply, db, who, ...inputOf(endpoint, request) };
    return send(endpoint, reply, await route.handle(call as OpenCall<Endpoint, Who>));
  }
  const key = endpoint.method === 'GET' ? undefined : idempotencyKeyOf(request.headers['idempotency-key']);
  const result = await inWorkspace(db, claim.workspaceId, (tx) => {
    const proving = claim.check(tx);
    const ahead = lookAhead(route, request, tx);
    return asCaller(tx, claim, proving, async (who) => {
      const input = inputOf(endpoint, request);
      const call = { request, reply, tx, who, ahead, ...input };
      const work = () => route.handle(call as HandleCall<Endpoint, Who, unknown>);
      if (key === undefined) return work();
      const asked = `${endpoint.name} ${JSON.stringify(input)}`;
      const once = { callerId: authenticate.callerIdOf(who), key, request: asked };
      const answered = await answerOnce(tx, once, async () => {
        const output = await answerOf(await work());
        return { status: statusOf(endpoint, output), body: endpoint.output ? bodyOf(output) : '' };
      });
      return { rawJson: answered.body, status: answered.status };
    });
  });
  return send(endpoint, reply, result);
}

/** Sends what can travel with the proof of the caller. Whoever is not proven does not hear what came of it. */
function lookAhead<Who>(route: Route<Who>, request: FastifyRequest, tx: Tx): Promise<unknown> {
  const looking = (async () =>
    route.ahead?.({ tx, request, ...inputOf(route.endpoint, request) } as AheadCall<Endpoint>))();
  looking.catch(() => undefined);
  return looking;
}

async function asCaller<Who, T>(
  tx: Tx,
  claim: Claim<Who>,
  proving: Promise<Who>,
  work: (who: Who) => Promise<T | LastStatements<T>>,
): Promise<T | LastStatements<T>> {
  const result = await work(await proving);
  // Sent behind the last statements of the work: it goes before the commit all the same.
  await claim.after?.(tx);
  return result;
}

function send(endpoint: Endpoint, reply: FastifyReply, output: unknown): FastifyReply {
  reply.code(statusOf(endpoint, output));
  if (isFile(output)) return sendFile(reply, output);
  if (!endpoint.output) return reply.send();
  return reply.type('application/json; charset=utf-8').send(bodyOf(output));
}

function statusOf(endpoint: Endpoint, output: unknown): number {
  return (isRaw(output) ? output.status : undefined) ?? endpoint.status;
}

/** Ready JSON, and not an output that happens to have a status of its own. */
function isRaw(output: unknown): output is RawJson {
  return typeof (output as Partial<RawJson> | undefined)?.rawJson === 'string';
}

function isFile(output: unknown): output is FileAnswer {
  return output !== null && typeof output === 'object' && 'file' in output;
}

function bodyOf(output: unknown): string {
  return isRaw(output) ? output.rawJson : JSON.stringify(output);
}

/**
 * The request's parts as the contract's schemas read them. Unknown fields are dropped, never passed on; in texts, what
 * PostgreSQL can't store is replaced.
 */
function inputOf(
  endpoint: Endpoint,
  request: FastifyRequest,
): { params: unknown; query: unknown; body: unknown } {
  const errors: { path: string; message: string }[] = [];
  const read = (part: string, schema: ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return clean(result.data);
    for (const issue of result.error.issues) {
      errors.push({ path: [part, ...issue.path.map(String)].join('.'), message: issue.message });
    }
    return undefined;
  };
  const params = endpoint.params?.safeParse(request.params);
  // An id of a wrong shape names nothing: it answers like any other id that is not there.
  if (params && !params.success) throw new Problem('not-found');
  const query = read('query', endpoint.query, request.query);
  const body = read('body', endpoint.body, request.body ?? (endpoint.method === 'DELETE' ? {} : undefined));
  if (errors.length > 0) {
    const first = errors[0];
    throw new Problem('invalid-input', `${first?.path}: ${first?.message}`, {
      errors: errors.slice(0, errorsMax),
    });
  }
  return { params: params?.data, query, body };
}
