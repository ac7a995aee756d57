/**
 * The server's HTTP side. Invariants: a handler runs only after its caller was proven and allowed; the answer leaves
 * after the commit; every refusal is problem details; what is not in the contract's schema never reaches a handler.
 */
export { answerProblem, createApp } from './app.ts';
export { forgetAnswersWith } from './forget.ts';
export { forgetAnswers } from './idempotency.ts';
export { bytesOf, lengthOf } from './incoming-bytes.ts';
export { type Authenticate, type Claim, registerRoutes } from './register.ts';
export {
  type Call,
  type FileAnswer,
  type OpenCall,
  openRoute,
  type RawJson,
  type Route,
  route,
} from './route.ts';
