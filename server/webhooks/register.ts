/** The addresses that other systems send to, outside the API: what proves a delivery is its signature alone. */
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../../contract/errors.ts';
import { hooksPrefix, webhookBodyBytesMax } from '../../contract/webhooks.ts';
import { answerProblem } from '../platform/http/index.ts';
import { addressKey, createLimiter } from '../platform/limits/index.ts';
import { bodyTooLarge } from './body.ts';
import { type ReceiveDeps, receive } from './receive.ts';

/** Deliveries to one webhook: a shop's busiest minute, and no flood. */
const deliveriesPerMinuteMax = 1_200;
/** Those of one address that were refused: whoever guesses is slow, and a shop whose secret changed is heard again soon. */
const refusalsPerMinuteMax = 120;

type Params = { workspaceId: string; webhookId: string };

/** Registers `POST /hooks/<workspace>/<webhook>`. */
export function registerHooks(
  app: FastifyInstance,
  deps: Omit<ReceiveDeps, 'log'> & { now: () => Date },
): void {
  const deliveries = createLimiter({ points: deliveriesPerMinuteMax, seconds: 60 });
  const refusals = createLimiter({ points: refusalsPerMinuteMax, seconds: 60 });
  void app.register(
    (scope, _options, registered) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: webhookBodyBytesMax },
        (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: Buffer) => void) =>
          done(null, body),
      );
      scope.setErrorHandler((error: FastifyError | Problem, request, reply) => {
        if (error instanceof Problem) return answerProblem(reply, error);
        if (error.statusCode === 413) return answerProblem(reply, bodyTooLarge());
        if (error.statusCode !== undefined && error.statusCode < 500)
          return answerProblem(reply, new Problem('invalid-input', 'The request could not be read.'));
        request.log.error({ err: error, route: request.routeOptions.url }, 'receiving failed');
        return answerProblem(reply, new Problem('internal'));
      });
      scope.post<{ Params: Params }>('/:workspaceId/:webhookId', async (request, reply) => {
        const address = addressKey(request.ip);
        // Before anything is worked out; what turns out to be right is given back.
        refusals.take(address);
        deliveries.take(request.params.webhookId);
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        await receive({ ...deps, log: request.log }, request.params, {
          headers: onlyOnce(request.raw.headersDistinct),
          body,
          at: deps.now(),
        });
        refusals.giveBack(address);
        return reply
          .header('cache-control', 'no-store')
          .type('application/json; charset=utf-8')
          .send('{"success":true}');
      });
      // The console answers every other address that somebody opens.
      scope.get('/*', async () => {
        throw new Problem('not-found');
      });
      registered();
    },
    { prefix: hooksPrefix },
  );
}

/** A header that is there twice could mean two things: it means nothing. */
function onlyOnce(headers: NodeJS.Dict<string[]>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values = []]) => [name, values.length === 1 ? values[0] : undefined]),
  );
}
