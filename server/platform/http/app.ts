/** The HTTP server: limits, security headers, and one face for every failure. */
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { Problem, problems, toProblemDetails } from '../../../contract/errors.ts';
import type { Log } from '../log/index.ts';

/** The largest request body: texts of the longest message in any script, with room. */
const bodyBytesMax = 256 * 1024;
/** The largest part of a file. */
const partBytesMax = 4 * 1024 * 1024;
const requestTimeoutMilliseconds = 30_000;
/** A file may take longer to arrive than any other request. */
const fileTimeoutMilliseconds = 900_000;
const headerTimeoutMilliseconds = 10_000;

/** A Fastify instance on which every failure, expected or not, is answered as problem details. */
export function createApp(options: { log: Log; trustProxy: false | string[] }): FastifyInstance {
  const app = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: bodyBytesMax,
    requestTimeout: fileTimeoutMilliseconds,
    forceCloseConnections: 'idle',
    http: { headersTimeout: headerTimeoutMilliseconds },
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
  });
  app.addHook('onRequest', async (request) => endSlow(request));
  app.addHook('onSend', async (_request, reply, payload) => {
    setSecurityHeaders(reply);
    return payload;
  });
  // JSON only: a form or a text/plain body is what a foreign page can send without asking first.
  app.removeContentTypeParser('text/plain');
  // Parts of files, for the endpoints that take them; no page of another site sends this type without asking first.
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: partBytesMax },
    (_request, body, done) => done(null, body),
  );
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = problemOf(error);
    if (problem.code === 'internal') {
      request.log.error(
        { err: error, method: request.method, route: request.routeOptions.url },
        'request failed',
      );
    }
    return answerProblem(reply, problem);
  });
  return app;
}

/** Ends a request whose body takes too long to arrive; files have a time of their own. */
function endSlow({ raw, headers }: FastifyRequest): void {
  if (raw.complete || headers['content-type'] === 'application/octet-stream') return;
  const ending = setTimeout(() => raw.destroy(), requestTimeoutMilliseconds).unref();
  const isHere = (): void => clearTimeout(ending);
  raw.once('end', isHere).once('close', isHere);
}

/** Answers a refused request. */
export function answerProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
  return reply
    .code(problems[problem.code].status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(toProblemDetails(problem));
}

/** What a caller may know of a failure: the expected ones in full, of a bug nothing. */
function problemOf(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  switch (error.statusCode) {
    case 400:
      return new Problem('invalid-input', 'The body is not valid JSON.');
    case 413:
      return new Problem('too-large', `A request may have ${bodyBytesMax} bytes.`);
    case 415:
      return new Problem('unsupported-media-type', 'Send the header Content-Type: application/json.');
    default:
      return new Problem('internal');
  }
}

function setSecurityHeaders(reply: FastifyReply): void {
  const headers = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  };
  for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) reply.header(name, value);
}
