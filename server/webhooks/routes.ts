/** The endpoints about webhooks. */
import { Problem } from '../../contract/errors.ts';
import { webhookEndpoints as endpoints, webhookKinds } from '../../contract/webhooks.ts';
import { by, type MemberCaller, readWorkspace } from '../accounts/index.ts';
import { phoneCountries } from '../customers/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import { openRoute, type Route, route } from '../platform/http/index.ts';
import { jsonOf } from './body.ts';
import { listDeliveries, readDelivery } from './deliveries.ts';
import { guessWithCountry } from './guess.ts';
import { cellOf, pathsIn, valuesAt } from './path.ts';
import { bodyOf, preview, type ReplayDeps, replay, replayNext } from './replay.ts';
import { listWebhooks, readWebhook } from './store.ts';
import { changeWebhook, createWebhook, removeWebhook, rotateSecret } from './webhook.ts';

type Who = MemberCaller;
const exampleLengthMax = 200;

/** Every endpoint of webhooks. */
export function webhookRoutes(deps: ReplayDeps): Route<Who>[] {
  return [...settings(deps), ...log(deps)];
}

function settings(deps: ReplayDeps): Route<Who>[] {
  return [
    route<Who, typeof endpoints.listWebhooks>(endpoints.listWebhooks, async ({ tx }) => ({
      data: await listWebhooks(tx, deps),
    })),
    // Its own transaction: an answer with a secret is not kept for who repeats the request.
    openRoute<Who, typeof endpoints.createWebhook>(endpoints.createWebhook, ({ db, who, body }) =>
      inWorkspace(db, who.workspaceId, (tx) => createWebhook(tx, deps, by(who), body)),
    ),
    route<Who, typeof endpoints.readWebhook>(endpoints.readWebhook, ({ tx, params }) =>
      readWebhook(tx, deps, params.id),
    ),
    route<Who, typeof endpoints.updateWebhook>(endpoints.updateWebhook, ({ tx, who, params, body }) =>
      changeWebhook(tx, deps, by(who), params.id, body),
    ),
    route<Who, typeof endpoints.deleteWebhook>(endpoints.deleteWebhook, ({ tx, who, params }) =>
      removeWebhook(tx, deps, by(who), params.id),
    ),
    openRoute<Who, typeof endpoints.rotateWebhookSecret>(
      endpoints.rotateWebhookSecret,
      ({ db, who, params, body }) =>
        inWorkspace(db, who.workspaceId, (tx) => rotateSecret(tx, deps, by(who), params.id, body)),
    ),
    route<Who, typeof endpoints.readWebhookSample>(
      endpoints.readWebhookSample,
      async ({ tx, params, body }) => {
        const { text } = await bodyOf(tx, deps, params.id, body.sample);
        return sampleOf(deps, text, (await readWorkspace(tx)).timeZone);
      },
    ),
    openRoute<Who, typeof endpoints.previewWebhook>(endpoints.previewWebhook, ({ db, who, params, body }) =>
      preview(deps, { db, workspaceId: who.workspaceId, webhookId: params.id }, body),
    ),
  ];
}

function log(deps: ReplayDeps): Route<Who>[] {
  return [
    route<Who, typeof endpoints.listDeliveries>(endpoints.listDeliveries, async ({ tx, params, query }) => {
      await readWebhook(tx, deps, params.id);
      return listDeliveries(tx, params.id, query);
    }),
    route<Who, typeof endpoints.readDelivery>(endpoints.readDelivery, ({ tx, params }) =>
      readDelivery(tx, deps.sealingKey, params),
    ),
    openRoute<Who, typeof endpoints.replayDelivery>(endpoints.replayDelivery, ({ db, who, params }) =>
      replay(deps, { db, workspaceId: who.workspaceId, webhookId: params.id }, params.deliveryId),
    ),
    openRoute<Who, typeof endpoints.replayDeliveries>(
      endpoints.replayDeliveries,
      async ({ db, who, params, body }) => {
        const at = { db, workspaceId: who.workspaceId, webhookId: params.id };
        const webhook = await inWorkspace(db, who.workspaceId, (tx) => readWebhook(tx, deps, params.id));
        if (!webhook.isLive) throw new Problem('conflict', 'Let this webhook go live first.');
        return replayNext(deps, at, body.cursor);
      },
    ),
  ];
}

/** What a body holds, for who maps it. @throws Problem `invalid-input` for what is no JSON. */
async function sampleOf({ takers }: ReplayDeps, text: string, timeZone: string) {
  const body = jsonOf(text);
  if (body === undefined) throw new Problem('invalid-input', 'This is no JSON.');
  const { leaves, lists } = pathsIn(body);
  return {
    paths: leaves.map(({ path, value }) => {
      const dates = takers.events.orderOf(valuesAt(path, body).map((at) => cellOf(at).trim()));
      const example = cellOf(value).slice(0, exampleLengthMax);
      return { path, example, ...(dates === undefined ? {} : { dates }) };
    }),
    lists,
    countries: await phoneCountries(),
    kinds: await Promise.all(
      webhookKinds.map(async (kind) => ({
        kind,
        fields: takers[kind].fields,
        takesExtra: takers[kind].takesExtra,
        guess: await guessWithCountry(kind, takers[kind], body, timeZone),
      })),
    ),
  };
}
