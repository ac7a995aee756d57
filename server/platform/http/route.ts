/** How an endpoint of the contract gets its handler. */
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ZodType } from 'zod';
import type { Endpoint, InputOf, OutputOf } from '../../../contract/endpoint.ts';
import type { Db, LastStatements, Tx } from '../db/index.ts';

/** What every handler receives besides its input. */
type Base = { request: FastifyRequest; reply: FastifyReply };

/** A handler's input: one transaction in the caller's workspace, committed before the answer goes out. */
export type Call<E extends Endpoint, Who> = Base & InputOf<E> & { tx: Tx; who: Who };

/** Input of a handler that opens its own transactions: public endpoints, and those that talk to others meanwhile. */
export type OpenCall<E extends Endpoint, Who> = Base & InputOf<E> & { db: Db; who: Who };

/** JSON that was built in the database and passes through as it is; `status` where it is not the endpoint's first. */
export type RawJson = { rawJson: string; status?: number };

/** A file that is answered as it is made, or a range of its bytes; downloaded unless it is said to be `isInline`. */
export type FileAnswer = {
  file: Readable;
  type: string;
  name: string;
  isInline?: boolean;
  /** How many there are of all of it, where that is known. */
  bytes?: number;
  range?: { start: number; end: number; of: number } | undefined;
  headers?: Readonly<Record<string, string>>;
};

/** An endpoint with what it does. `Who` is the kind of caller that its access admits. */
export type Route<Who = unknown> = {
  endpoint: Endpoint;
  open: boolean;
  handle: (call: HandleCall<Endpoint, Who, unknown> | OpenCall<Endpoint, Who>) => Promise<unknown>;
  ahead: ((call: AheadCall<Endpoint>) => Promise<unknown>) | undefined;
};

/** What is there before the caller is proven. */
export type AheadCall<E extends Endpoint> = Pick<Base, 'request'> & InputOf<E> & { tx: Tx };
/** `ahead` is what the route's `ahead` found. */
export type HandleCall<E extends Endpoint, Who, Ahead> = Call<E, Who> & { ahead: Promise<Ahead> };

type Answer<E extends Endpoint> = Promise<
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer returns nothing.
  E extends { output: ZodType } ? OutputOf<E> | RawJson | LastStatements<OutputOf<E>> : void | FileAnswer
>;

/**
 * A route whose handler runs in one transaction of the caller's workspace. `ahead` locks or reads in the same round trip
 * that proves the caller: it writes nothing, and the caller hears of it only when proven.
 */
export function route<Who, E extends Endpoint = Endpoint, Ahead = undefined>(
  endpoint: E,
  handle: (call: HandleCall<E, Who, Ahead>) => Answer<E>,
  ahead?: (call: AheadCall<E>) => Promise<Ahead>,
): Route<Who> {
  return {
    endpoint,
    open: false,
    handle: handle as Route<Who>['handle'],
    ahead: ahead as Route<Who>['ahead'],
  };
}

/** A route whose handler opens its own transactions. */
export function openRoute<Who, E extends Endpoint = Endpoint>(
  endpoint: E,
  handle: (call: OpenCall<E, Who>) => Answer<E>,
): Route<Who> {
  return { endpoint, open: true, handle: handle as Route<Who>['handle'], ahead: undefined };
}
