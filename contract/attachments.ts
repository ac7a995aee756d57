/** Files in messages: uploaded first, then named by the message that takes them along. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id } from './ids.ts';

/** How many files somebody attaches to one message, and how many one carries that came by mail. */
export const attachmentsMax = 10;
export const mailedFilesMax = 100;
/** In bytes of UTF-8: what every file system takes. */
const fileNameBytesMax = 255;

/** A file as its message tells of it. A picture that may be shown has a size; everything else is downloaded or played. */
export const attachment = z.object({
  fileId: id,
  name: z.string().max(fileNameBytesMax),
  /** What its bytes say that it is. */
  type: z.string().max(100),
  bytes: z.int().min(0),
  width: z.int().optional(),
  height: z.int().optional(),
});
export type Attachment = z.output<typeof attachment>;
export const attachments = z.array(attachment).min(1).max(mailedFilesMax);

/** By what whoever has uploaded a file names it, in one message: 256 random bits. */
export const uploadId = z.string().regex(/^up_[A-Za-z0-9_-]{43}$/);
export const uploadIds = z.array(uploadId).max(attachmentsMax);

/** What an upload answers. */
export const upload = attachment.omit({ fileId: true }).extend({ uploadId });
export type Upload = z.output<typeof upload>;

/** The name that a file is given; it is cleaned. */
export const uploadQuery = z.object({ name: z.string().min(1).max(1_000) });

const bytes = 'The body is its bytes, of type application/octet-stream.';

export const attachmentEndpoints = {
  readUploadLimits: endpoint({
    name: 'readUploadLimits',
    method: 'GET',
    path: '/upload-limits',
    access: 'conversations:write',
    summary: 'How large a file may be, and how many a message carries.',
    output: z.object({ bytesMax: z.int(), countMax: z.int() }),
    status: 200,
  }),
  uploadFile: endpoint({
    name: 'uploadFile',
    method: 'POST',
    path: '/conversations/:id/uploads',
    access: 'conversations:write',
    summary: `Takes a file for a message of this conversation and answers the id by which one message may name it, within a day. ${bytes}`,
    params: z.object({ id }),
    query: uploadQuery,
    takesBytes: true,
    output: upload,
    status: 201,
  }),
  readAttachment: endpoint({
    name: 'readAttachment',
    method: 'GET',
    path: '/attachments/:id',
    access: 'conversations:read',
    summary:
      'The bytes of a file in a message, or those that the header Range names. `workspace` says what the header Rapport-Workspace would, for pictures in pages.',
    params: z.object({ id }),
    query: z.object({ workspace: id.optional() }),
    status: 200,
  }),
  uploadVisitorFile: endpoint({
    name: 'uploadVisitorFile',
    method: 'POST',
    path: '/visitor/uploads',
    access: 'visitor',
    summary: `Takes a file for a message of this visitor and answers the id by which one message may name it, within a day. ${bytes}`,
    query: uploadQuery,
    takesBytes: true,
    output: upload,
    status: 201,
  }),
  signVisitorAttachment: endpoint({
    name: 'signVisitorAttachment',
    method: 'POST',
    path: '/visitor/attachments/:id/path',
    access: 'visitor',
    summary: 'A new path to a file of the visitor’s thread, for one that has expired.',
    params: z.object({ id }),
    output: z.object({ path: z.string() }),
    status: 200,
  }),
  readVisitorAttachment: endpoint({
    name: 'readVisitorAttachment',
    method: 'GET',
    path: '/visitor/attachments/:id',
    access: 'public',
    summary: 'The bytes of a file, to whoever has the signed path of it, as a message tells it.',
    params: z.object({ id }),
    query: z.object({ key: z.string().max(200).default('') }),
    status: 200,
  }),
};
