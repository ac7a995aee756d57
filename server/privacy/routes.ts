/** The endpoints of privacy. */
import { sql } from 'kysely';
import type { OutputOf } from '../../contract/endpoint.ts';
import { consentChannels } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { privacyEndpoints as endpoints } from '../../contract/privacy.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import {
  correctAddress,
  describeByMember,
  idsOf,
  listConsents,
  lockCustomer,
  recordConsent,
  renameCustomer,
  restrict,
} from '../customers/index.ts';
import { inWorkspace, type Tx } from '../platform/db/index.ts';
import { type FileAnswer, type OpenCall, openRoute, type Route, route } from '../platform/http/index.ts';
import { createLimiter } from '../platform/limits/index.ts';
import { askForCopy, pathOfCopy, readCopy } from './copy.ts';
import { beginCutting, beginErasure, type Keys } from './erasure.ts';
import { recordStep } from './record.ts';
import {
  customerPrivacy,
  erasureJson,
  listRequests,
  noteRequest,
  openOne,
  openRequest,
  readDetails,
  readRequest,
  setState,
} from './requests.ts';
import { openSealed } from './sealed-file.ts';
import { readSettings, updateSettings } from './settings.ts';

type Who = MemberCaller;
type Deps = { dataDir: string; keys: Keys; now: () => Date };

/** Erasures can't be undone: whoever starts many is stopped, and somebody else looks. */
const erasuresPerHour = 30;
const copiesPerHour = 60;
/** What is typed to erase somebody who has no name. */
export const erasureWord = 'ERASE';

/** Every endpoint of privacy. */
export function privacyRoutes(deps: Deps): Route<Who>[] {
  const limits = {
    erasures: createLimiter({ points: erasuresPerHour, seconds: 3_600 }),
    copies: createLimiter({ points: copiesPerHour, seconds: 3_600 }),
  };
  return [
    ...logRoutes(deps),
    ...actRoutes(),
    route<Who, typeof endpoints.startPrivacyExport>(
      endpoints.startPrivacyExport,
      async ({ tx, who, params, body }) => {
        limits.copies.take(who.workspaceId);
        await askForCopy(tx, by(who), params.id, body.locale);
        return readDetails(tx, params.id);
      },
    ),
    openRoute<Who, typeof endpoints.readPrivacyExport>(endpoints.readPrivacyExport, (call) =>
      download(deps, call),
    ),
    route<Who, typeof endpoints.startErasure>(endpoints.startErasure, ({ tx, who, params, body }) => {
      limits.erasures.take(who.workspaceId);
      return erase(tx, deps, who, params.id, body.name);
    }),
    route<Who, typeof endpoints.cutStoredAddresses>(endpoints.cutStoredAddresses, async ({ tx, who }) => {
      limits.erasures.take(who.workspaceId);
      const id = await beginCutting(tx);
      const { rows } = await sql<{ json: OutputOf<typeof endpoints.cutStoredAddresses>['erasure'] }>`
        select ${erasureJson} as json from erasures e where e.id = ${id}`.execute(tx);
      if (!rows[0]) throw new Error('What was written can be read.');
      return { erasure: rows[0].json };
    }),
  ];
}

function logRoutes({ now }: Deps): Route<Who>[] {
  return [
    route<Who, typeof endpoints.listPrivacyRequests>(endpoints.listPrivacyRequests, ({ tx, query }) =>
      listRequests(tx, query),
    ),
    route<Who, typeof endpoints.openPrivacyRequest>(endpoints.openPrivacyRequest, ({ tx, who, body }) =>
      openRequest(tx, by(who), body, now()),
    ),
    route<Who, typeof endpoints.readPrivacyRequest>(endpoints.readPrivacyRequest, ({ tx, params }) =>
      readDetails(tx, params.id),
    ),
    route<Who, typeof endpoints.notePrivacyRequest>(
      endpoints.notePrivacyRequest,
      ({ tx, who, params, body }) => noteRequest(tx, by(who), params.id, body.text),
    ),
    route<Who, typeof endpoints.closePrivacyRequest>(
      endpoints.closePrivacyRequest,
      ({ tx, who, params, body }) => setState(tx, by(who), params.id, body),
    ),
    route<Who, typeof endpoints.readPrivacySettings>(endpoints.readPrivacySettings, ({ tx }) =>
      readSettings(tx),
    ),
    route<Who, typeof endpoints.updatePrivacySettings>(endpoints.updatePrivacySettings, ({ tx, who, body }) =>
      updateSettings(tx, by(who), body),
    ),
    route<Who, typeof endpoints.readCustomerPrivacy>(endpoints.readCustomerPrivacy, ({ tx, params }) =>
      customerPrivacy(tx, params.id),
    ),
  ];
}

/** What is done about requests, each by a command that exists already, and a line in the log. */
function actRoutes(): Route<Who>[] {
  return [
    route<Who, typeof endpoints.correctCustomer>(
      endpoints.correctCustomer,
      async ({ tx, who, params, body }) => {
        const of = await openOne(tx, params.id);
        const { name, replace, by: next, attributes } = body;
        if (name === undefined && replace === undefined && attributes === undefined)
          throw new Problem(
            'invalid-input',
            'Say what is to be put right: "name", "replace" or "attributes".',
          );
        if (replace) await correctAddress(tx, by(who), of.customerId, { replace, by: next ?? null });
        if (name !== undefined) await renameCustomer(tx, by(who), of.customerId, name);
        if (attributes) await describeByMember(tx, by(who), of.customerId, attributes);
        const what = [
          ...(name === undefined ? [] : ['name']),
          ...(replace ? [replace.kind] : []),
          ...Object.keys(attributes ?? {}),
        ];
        await recordStep(tx, by(who), of, 'corrected', what.join(', '));
        return readDetails(tx, params.id);
      },
    ),
    route<Who, typeof endpoints.restrictCustomer>(
      endpoints.restrictCustomer,
      async ({ tx, who, params, body }) => {
        const of = await openOne(tx, params.id);
        const isChanged = await restrict(tx, by(who), of.customerId, body.restricted);
        if (isChanged) await recordStep(tx, by(who), of, body.restricted ? 'restricted' : 'lifted');
        return readDetails(tx, params.id);
      },
    ),
    route<Who, typeof endpoints.objectForCustomer>(
      endpoints.objectForCustomer,
      async ({ tx, who, params }) => {
        const of = await openOne(tx, params.id);
        const known = await listConsents(tx, of.customerId);
        const topics = new Set(['', ...known.map(({ topic }) => topic)]);
        for (const channel of consentChannels) {
          for (const topic of topics) {
            if (topic !== '' && !known.some((one) => one.channel === channel && one.topic === topic))
              continue;
            const proof = `Objection ${params.id}`;
            await recordConsent(tx, by(who), of.customerId, {
              channel,
              topic: topic === '' ? 'marketing' : topic,
              granted: false,
              how: 'written',
              proof,
              occurredAt: undefined,
            });
          }
        }
        await recordStep(tx, by(who), of, 'objected');
        return readDetails(tx, params.id);
      },
    ),
  ];
}

async function erase(tx: Tx, { keys }: Deps, who: Who, requestId: string, typed: string) {
  const { customer } = await readRequest(tx, requestId);
  // Held before anything is written, so that nothing is told of the customer in between.
  await lockCustomer(tx, customer.id);
  const of = await openOne(tx, requestId, ['erase']);
  if (typed.trim() !== (of.name ?? erasureWord)) {
    throw new Problem(
      'conflict',
      of.name === null
        ? `Type ${erasureWord} to erase this person.`
        : 'This is not the name that is shown. Type it as it stands there.',
    );
  }
  const customerIds = await idsOf(tx, of.customerId);
  await beginErasure(tx, by(who), keys, { customerIds, requestId });
  await recordStep(tx, by(who), of, 'erasing');
  return readDetails(tx, requestId);
}

/** The copy, as a file; that it was taken stands in the log. */
async function download(
  { dataDir, keys }: Deps,
  { db, who, params }: Pick<OpenCall<typeof endpoints.readPrivacyExport, Who>, 'db' | 'who' | 'params'>,
): Promise<FileAnswer> {
  const copy = await inWorkspace(db, who.workspaceId, (tx) => readCopy(tx, params.id));
  const file = await openSealed(pathOfCopy(dataDir, copy.storedName), keys.sealing);
  await inWorkspace(db, who.workspaceId, async (tx) => {
    const { kind } = await readRequest(tx, copy.requestId);
    await recordStep(
      tx,
      by(who),
      { id: copy.requestId, kind, customerId: copy.customerId },
      'export-downloaded',
    );
  });
  return { file, type: 'application/zip', name: `data-${copy.id}.zip` };
}
