/** Imports: files of customers, orders and the like that people bring from elsewhere. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, time } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';

export const importKinds = [
  'customers',
  'companies',
  'orders',
  'refunds',
  'reviews',
  'messages',
  'events',
] as const;
export const importKind = z.enum(importKinds);
export type ImportKindName = z.infer<typeof importKind>;

export const importState = z.enum([
  'uploading',
  'uploaded',
  'checking',
  'checked',
  'running',
  'done',
  'failed',
  'cancelled',
  'undoing',
  'undone',
]);
export type ImportState = z.infer<typeof importState>;

/** The largest file that the console takes; larger ones are imported from the command line. */
export const uploadBytesMax = 512 * 1024 * 1024;
/** A file is sent in parts of this size at most, so that a slow line carries it and a broken one loses little. */
export const uploadPartBytesMax = 4 * 1024 * 1024;
export const importColumnsMax = 1_000;

/** Whether 02/03/2026 is in March or in February. */
export const dayOrder = z.enum(['day-first', 'month-first']);
export type DayOrder = z.infer<typeof dayOrder>;
/** What values of a column show of their order; `unclear` where they may mean either. */
export const dayOrderSeen = z.enum(['day-first', 'month-first', 'unclear']);
/** The country (ISO 3166) by whose rules phone numbers without a country code are read. */
export const phoneCountry = z.string().regex(/^[A-Z]{2}$/, 'A country is two capital letters, like BR.');

/**
 * Which columns tell a row from others at its source, and which column holds which field. `dates` says of columns in which
 * the year comes last what comes first; without it such dates are refused. `country` (ISO 3166) is that of phone numbers
 * without a country code; without it they are refused.
 */
export const importMap = z.strictObject({
  key: z.array(z.string().max(200)).max(10).default([]),
  fields: z
    .record(z.string().trim().min(1).max(100), z.string().max(200))
    .refine((fields) => Object.keys(fields).length <= importColumnsMax, {
      error: `At most ${importColumnsMax} fields.`,
    }),
  dates: z.record(z.string().max(200), dayOrder).optional(),
  country: phoneCountry.optional(),
});
export type ImportMap = z.output<typeof importMap>;

/** Why a row was not taken: a code, and what it names. */
export const importReason = z.object({
  code: z.string(),
  field: z.string().optional(),
  column: z.string().optional(),
  value: z.string().optional(),
  /** In English. */
  text: z.string(),
});

export const importCounts = z.object({
  read: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
});
export type ImportCounts = z.output<typeof importCounts>;

/** How far the work under way is, in rows of the file; `total` is null until they have been counted. */
export const importProgress = z.object({ done: z.int(), total: z.int().nullable() });
export type ImportProgress = z.output<typeof importProgress>;

/** Of the types that fields have, those whose columns can be read in several ways are told. */
export const importField = z.object({
  name: z.string(),
  needed: z.boolean(),
  type: z.enum(['time', 'phone', 'other']),
});

export const importJob = z.object({
  id,
  kind: importKind,
  origin: z.enum(['console', 'command']),
  fileName: z.string(),
  bytes: z.int(),
  /** `csv`, `xlsx` or `jsonl`, with what was guessed about it. */
  format: z.object({ kind: z.string(), delimiter: z.string().optional(), encoding: z.string().optional() }),
  columns: z.array(z.string()),
  map: importMap,
  state: importState,
  memberId: id.nullable(),
  counts: importCounts,
  /** How far the dry run, the import or its undoing is while it runs; null otherwise. */
  progress: importProgress.nullable(),
  /** What a dry run of this map said would happen, with the first of what it would refuse; null before it has ended. */
  foreseen: importCounts
    .extend({
      refused: z.array(z.object({ row: z.int(), reason: importReason })),
      made: z.array(
        z.object({ row: z.int(), outcome: z.string(), fields: z.record(z.string(), z.string()) }),
      ),
    })
    .nullable(),
  /** What an undo took back, and what it left, by why. */
  undone: z
    .object({ takenBack: z.record(z.string(), z.int()), left: z.record(z.string(), z.int()) })
    .nullable(),
  failure: z.string().nullable(),
  /** Whether the rows that were refused can be downloaded. */
  hasErrors: z.boolean(),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
});
export type ImportJob = z.output<typeof importJob>;

const params = z.object({ id });
const access = 'imports:manage';

export const importEndpoints = {
  listImports: endpoint({
    name: 'listImports',
    method: 'GET',
    path: '/imports',
    access,
    summary: 'Imports, newest first.',
    query: pageQuery,
    output: pageOf(importJob),
    status: 200,
  }),
  createImport: endpoint({
    name: 'createImport',
    method: 'POST',
    path: '/imports',
    access,
    summary: 'Begins an import: its file is sent in parts afterwards.',
    body: z.object({
      kind: importKind,
      fileName: z.string().trim().min(1).max(200),
      bytes: z
        .int()
        .min(1)
        .max(uploadBytesMax, `A file may have ${uploadBytesMax / 2 ** 20} MB here.`),
    }),
    output: importJob,
    status: 201,
  }),
  sendImportPart: endpoint({
    name: 'sendImportPart',
    method: 'PUT',
    path: '/imports/:id/parts/:offset',
    access,
    summary: `Sends the part of the file that begins at a byte: at most ${uploadPartBytesMax} bytes as the body, of type application/octet-stream, one part after the other. After the last one it answers what the file holds, with a guess which column is which.`,
    params: z.object({ id, offset: z.coerce.number().int().min(0) }),
    output: importJob,
    status: 200,
  }),
  readImport: endpoint({
    name: 'readImport',
    method: 'GET',
    path: '/imports/:id',
    access,
    summary: 'One import, with how far it is.',
    params,
    output: importJob,
    status: 200,
  }),
  readImportRows: endpoint({
    name: 'readImportRows',
    method: 'GET',
    path: '/imports/:id/rows',
    access,
    summary: 'The first rows of the file, and the fields that its columns can be mapped to.',
    params,
    output: z.object({
      columns: z.array(z.string()),
      rows: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
      fields: z.array(importField),
      takesExtra: z.boolean(),
      /** What the first rows say of columns with dates in which the year comes last. */
      dates: z.record(z.string(), dayOrderSeen),
      /** Of which countries phone numbers without a country code may be. */
      countries: z.array(z.string()),
    }),
    status: 200,
  }),
  mapImport: endpoint({
    name: 'mapImport',
    method: 'PUT',
    path: '/imports/:id/map',
    access,
    summary: 'Says which column is which. What a dry run said before no longer counts.',
    params,
    body: importMap,
    output: importJob,
    status: 200,
  }),
  checkImport: endpoint({
    name: 'checkImport',
    method: 'POST',
    path: '/imports/:id/check',
    access,
    summary: 'Starts a dry run: what would be created, changed and refused. Nothing is kept of it.',
    params,
    output: importJob,
    status: 202,
  }),
  startImport: endpoint({
    name: 'startImport',
    method: 'POST',
    path: '/imports/:id/start',
    access,
    summary: 'Starts the import, or goes on with one that failed or was cancelled.',
    params,
    output: importJob,
    status: 202,
  }),
  cancelImport: endpoint({
    name: 'cancelImport',
    method: 'POST',
    path: '/imports/:id/cancel',
    access,
    summary: 'Stops after the batch under way. What is done stays, until it is undone.',
    params,
    output: importJob,
    status: 202,
  }),
  readImportErrors: endpoint({
    name: 'readImportErrors',
    method: 'GET',
    path: '/imports/:id/errors',
    access,
    summary: 'The rows that were refused, as CSV: the number of the row, why, and the row as it came.',
    params,
    status: 200,
  }),
  undoImport: endpoint({
    name: 'undoImport',
    method: 'POST',
    path: '/imports/:id/undo',
    access,
    summary: 'Takes back what the import made, by entries of its own.',
    params,
    output: importJob,
    status: 202,
  }),
};
