/** What an endpoint is: one row that server, clients, OpenAPI and the permission tests share. */
import type { z } from 'zod';
import type { Access } from './permissions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Endpoint = {
  /** The operation's name, a verb and a noun: `assignConversation`. */
  name: string;
  method: Method;
  /** Path below `/api/v1`, parameters as `:id`. */
  path: string;
  access: Access;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The body is a file's bytes, read as they come. */
  takesBytes?: true;
  /** Absent: the answer has no body (204). */
  output?: z.ZodType;
  /** The status of success. */
  status: 200 | 201 | 202 | 204;
  /** The status of success where there was nothing to make, for the handler to choose. */
  knownStatus?: 200;
};

/** Declares an endpoint and keeps its exact types. */
export function endpoint<const E extends Endpoint>(row: E): E {
  return row;
}

type In<T> = T extends z.ZodType ? z.input<T> : undefined;
type Out<T> = T extends z.ZodType ? z.output<T> : undefined;
type Part<E, K extends string> = K extends keyof E ? E[K] : undefined;

/** What the server's handler receives, after validation. */
export type InputOf<E extends Endpoint> = {
  params: Out<Part<E, 'params'>>;
  query: Out<Part<E, 'query'>>;
  body: Out<Part<E, 'body'>>;
};

/** What a caller sends, before defaults. */
export type RequestOf<E extends Endpoint> = {
  [K in PartName as Part<E, K> extends z.ZodType ? (MayLack<E, K> extends true ? never : K) : never]: In<
    Part<E, K>
  >;
} & {
  [K in PartName as Part<E, K> extends z.ZodType ? (MayLack<E, K> extends true ? K : never) : never]?: In<
    Part<E, K>
  >;
};
type PartName = 'params' | 'query' | 'body';
type MayLack<E, K extends string> = undefined extends In<Part<E, K>> ? true : false;

/** What the endpoint answers. */
export type OutputOf<E extends Endpoint> = Out<Part<E, 'output'>>;
