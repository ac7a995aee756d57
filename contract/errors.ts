/** What a refused request answers: problem details (RFC 9457) with a stable code. */
import { z } from 'zod';

/** Every expected failure: its code, its HTTP status and a title in plain words. */
export const problems = {
  'invalid-input': { status: 400, title: 'The request is not valid' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'wrong-credentials': { status: 401, title: 'The mail address or the password is wrong' },
  'wrong-code': { status: 401, title: 'The code is wrong or has been used' },
  'invalid-token': { status: 401, title: 'The token is not valid' },
  'not-allowed': { status: 403, title: 'Your role does not allow this' },
  'cross-site': { status: 403, title: 'The request came from another site' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'already-exists': { status: 409, title: 'This exists already' },
  conflict: { status: 409, title: 'This does not fit what is there now' },
  'reason-needed': { status: 409, title: 'Say why the conversation is closed' },
  'newer-reply': { status: 409, title: 'Somebody has replied meanwhile' },
  'last-owner': { status: 409, title: 'A workspace needs at least one owner' },
  'key-reused': { status: 409, title: 'This idempotency key was used for another request' },
  expired: { status: 410, title: 'This link has expired or was used' },
  'too-broad': { status: 422, title: 'This looks at too much' },
  'too-large': { status: 413, title: 'The request is too large' },
  'invalid-range': { status: 416, title: 'The file has no such part' },
  'unsupported-media-type': { status: 415, title: 'Send JSON' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something failed on our side' },
  unavailable: { status: 503, title: 'The database is not reachable' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** The body of every refused request, sent as `application/problem+json`. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Of `newer-reply`: the replies that the writer had not seen, oldest first, as messages. */
  replies: z.array(z.unknown()).optional(),
});
export type ProblemDetails = z.infer<typeof problemDetails>;

/** An expected failure on its way to the answer; anything else that is thrown is a bug. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: ProblemDetails['errors'];
  readonly retryAfterSeconds: number | undefined;
  readonly replies: ProblemDetails['replies'];

  constructor(
    code: ProblemCode,
    detail?: string,
    more: {
      errors?: ProblemDetails['errors'];
      retryAfterSeconds?: number;
      replies?: ProblemDetails['replies'];
    } = {},
  ) {
    super(detail ?? problems[code].title);
    this.name = 'Problem';
    this.code = code;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.replies = more.replies;
  }
}

/** The answer's body for a failure. */
export function toProblemDetails(problem: Problem): ProblemDetails {
  const { status, title } = problems[problem.code];
  return {
    type: `urn:rapport:problem:${problem.code}`,
    title,
    status,
    code: problem.code,
    ...(problem.message === title ? {} : { detail: problem.message }),
    ...(problem.errors ? { errors: problem.errors } : {}),
    ...(problem.replies ? { replies: problem.replies } : {}),
  };
}
