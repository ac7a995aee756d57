/** The client library. Invariant: everything it knows of the API stands in the OpenAPI document. */
export { type Client, createClient, type Request, RequestRefused } from './client.ts';
export type { Operations } from './operations.generated.ts';
