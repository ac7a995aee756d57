/** The parts of a mail as its MIME structure has them, each with its bytes: nothing is interpreted here. */
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type MimeNode, Splitter, type SplitterChunk } from '@zone-eu/mailsplit';
import type { Odd } from './oddities.ts';
import type { HeadField, RawHead } from './raw-head.ts';

export type MimePart = {
  /** `text/plain`, in lower case. */
  type: string;
  disposition: string;
  name: string;
  charset: string | null;
  flowed: boolean;
  joinsFlowed: boolean;
  contentId: string | null;
  bytes: Buffer;
  children: MimePart[];
};

const partsMax = 10_000;
const depthMax = 500;
const fieldCharsMax = 60_000;
const chunkBytes = 65_536;
/** What has no boundary is read as text; so much of it. */
const strayBytesMax = 1_048_576;

/** The whole mail as a part. Parts beyond what is read are said, not thrown. */
export async function splitParts({ fields, body }: RawHead, odd: Odd): Promise<MimePart> {
  // The one who splits gets only what tells the structure: long fields of any other kind never reach it.
  const splitter = new Splitter({
    ignoreEmbedded: true,
    maxChildNodes: partsMax,
  });
  const source = Readable.from(slices(mimeHead(fields), body));
  source.once('error', (error) => splitter.destroy(error));
  source.pipe(splitter);
  const collected = collector(odd);
  try {
    for await (const chunk of splitter as AsyncIterable<SplitterChunk>) {
      // Who splits remembers the way to each part: of a thousand within one another that is too much.
      if (!(await collected.take(chunk))) break;
    }
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    odd('more parts than are read');
  }
  source.destroy();
  return await collected.whole();
}

function* slices(head: Buffer, body: Buffer): Generator<Buffer> {
  yield head;
  for (let at = 0; at < body.length; at += chunkBytes) yield body.subarray(at, at + chunkBytes);
}

/** The first of each field counts, as it does where mails are shown. */
function mimeHead(fields: HeadField[]): Buffer {
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const { name, value } of fields) {
    if (!name.startsWith('content-') || seen.has(name)) continue;
    seen.add(name);
    const line = value.slice(0, fieldCharsMax).replace(/[\r\n]+/g, ' ');
    // Some programs forget what stands between the type and its parameters.
    lines.push(`${name}: ${line.replace(/^([\w.+-]+\/[\w.+-]+)\s+(?=\w+=)/, '$1; ')}\r\n`);
  }
  return Buffer.from(`${lines.join('')}\r\n`);
}

const isTooMuch = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EMAXLEN';

/** Puts the pieces together, one part after the other. */
function collector(odd: Odd) {
  const parts = new Map<MimeNode, { part: MimePart; depth: number; stray: Buffer[]; strayBytes: number }>();
  let root: MimePart | undefined;
  let open: OpenBody | undefined;

  const close = async () => {
    const ending = open;
    open = undefined;
    if (ending) ending.part.bytes = await ending.end();
  };
  const begin = (node: MimeNode): boolean => {
    const part = partOf(node);
    const parent = node.parentNode ? parts.get(node.parentNode) : undefined;
    const depth = (parent?.depth ?? -1) + 1;
    parts.set(node, { part, depth, stray: [], strayBytes: 0 });
    if (depth > depthMax) {
      odd('parts nested too deep');
      return false;
    }
    if (root === undefined) root = part;
    else (parent?.part ?? root).children.push(part);
    return true;
  };
  return {
    /** Whether more can be taken. */
    take: async (chunk: SplitterChunk): Promise<boolean> => {
      if (chunk.type === 'node') {
        await close();
        return begin(chunk);
      }
      const known = parts.get(chunk.node);
      if (known === undefined) return true;
      if (chunk.type === 'body') {
        if (open?.node !== chunk.node) {
          await close();
          open = openBody(chunk.node, known.part, odd);
        }
        await open.write(chunk.value);
      } else if (known.part.type.startsWith('multipart/') && known.strayBytes < strayBytesMax) {
        known.stray.push(chunk.value);
        known.strayBytes += chunk.value.length;
      }
      return true;
    },
    whole: async (): Promise<MimePart> => {
      await close();
      for (const { part, stray } of parts.values()) {
        if (!part.type.startsWith('multipart/') || part.children.length > 0 || part.bytes.length > 0)
          continue;
        odd('multipart without parts');
        part.bytes = Buffer.concat(stray);
      }
      return root ?? emptyPart();
    },
  };
}

type OpenBody = {
  node: MimeNode;
  part: MimePart;
  write: (bytes: Buffer) => Promise<void>;
  end: () => Promise<Buffer>;
};

function openBody(node: MimeNode, part: MimePart, odd: Odd): OpenBody {
  const decoder = node.getDecoder();
  const chunks: Buffer[] = [];
  decoder.on('data', (chunk: Buffer) => chunks.push(chunk));
  const over = finished(decoder).catch(() => odd('an encoding that breaks off'));
  return {
    node,
    part,
    write: async (bytes) => {
      if (!decoder.write(bytes)) await new Promise((resolve) => decoder.once('drain', resolve));
    },
    end: async () => {
      decoder.end();
      await over;
      return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    },
  };
}

function partOf(node: MimeNode): MimePart {
  const field = (name: string) => (node.headers ? node.headers.getFirst(name) : '').trim();
  return {
    ...emptyPart(),
    type: typeOf(node),
    disposition: node.disposition || '',
    name: node.filename || '',
    charset: node.charset || null,
    flowed: node.flowed,
    joinsFlowed: node.delSp,
    contentId: field('content-id').replace(/^<|>$/g, '').trim() || null,
  };
}

/** The parts of a digest are mails, unless they say that they are something else. */
function typeOf(node: MimeNode): string {
  const isDigest = node.parentNode && node.parentNode.contentType === 'multipart/digest';
  const isSaid = node.headers && node.headers.get('content-type').length > 0;
  return isDigest && !isSaid ? 'message/rfc822' : node.contentType || 'text/plain';
}

function emptyPart(): MimePart {
  return {
    type: 'text/plain',
    disposition: '',
    name: '',
    charset: null,
    flowed: false,
    joinsFlowed: false,
    contentId: null,
    bytes: Buffer.alloc(0),
    children: [],
  };
}
