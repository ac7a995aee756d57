/** Every endpoint and page of the program, in one place. */
import type { FastifyInstance } from 'fastify';
import { apiPrefix } from '../../contract/endpoints.ts';
import { type Authenticator, accountRoutes, type CreateFirstInbox } from '../accounts/index.ts';
import { attachmentRoutes, createSigner, type Signer } from '../attachments/index.ts';
import type { Attendance } from '../attendance/index.ts';
import { availabilityRoutes, forgetMember } from '../availability/index.ts';
import { bulkRoutes } from '../bulks/index.ts';
import { type EmailDeps, mailRoutes, openReader, reachWith } from '../channels/email/index.ts';
import {
  canIn,
  createInbox,
  dropTeam,
  inboxRoutes,
  readIdentitySecret,
  readInbox,
} from '../channels/index.ts';
import { registerWidgetPages, sitesOf, webchatRoutes, zoneOfVisitors } from '../channels/webchat/index.ts';
import { collectRoutes, registerCollect } from '../collect/index.ts';
import { companyNames, companyRoutes, peopleOf } from '../companies/index.ts';
import {
  blockRoutes,
  checklistRoutes,
  closingRoutes,
  conversationRoutes,
  handBack,
  handOver,
  messageChangeRoutes,
  regroupRoutes,
  retold,
  triageRoutes,
} from '../conversations/index.ts';
import { customerRoutes, definitionRoutes, handOverCustomers } from '../customers/index.ts';
import { duplicateRoutes } from '../duplicates/index.ts';
import { exportRoutes } from '../exports/index.ts';
import { answerGreeting, greetingRoutes, noteGreeting, offersOf, showGreeting } from '../greetings/index.ts';
import { hoursRoutes } from '../hours/index.ts';
import { importRoutes } from '../imports/index.ts';
import { dropMacros, macroRoutes } from '../macros/index.ts';
import { mailingRoutes } from '../mailings/index.ts';
import { needRoutes } from '../needs/index.ts';
import { noteRoutes } from '../notes/index.ts';
import { dropNotifications, notificationRoutes } from '../notifications/index.ts';
import { orderNumbers, orderRoutes } from '../orders/index.ts';
import type { Auth } from '../platform/auth/index.ts';
import { secretOf } from '../platform/crypto/index.ts';
import type { Db } from '../platform/db/index.ts';
import { type Route, registerRoutes } from '../platform/http/index.ts';
import type { Jobs } from '../platform/jobs/index.ts';
import { type Getter, getPublic, type Poster, refuseAddress } from '../platform/ssrf/index.ts';
import { previewRoutes } from '../previews/index.ts';
import { keysOf, privacyRoutes } from '../privacy/index.ts';
import { handOverPromises, promiseRoutes, promisesToVisitor } from '../promises/index.ts';
import { type RunCommand, sampleRoutes } from '../samples/index.ts';
import { holdOfLeaver, scheduledRoutes } from '../scheduled/index.ts';
import { searchRoutes } from '../search/index.ts';
import { membersOf, segmentRoutes } from '../segments/index.ts';
import { silenceRoutes } from '../silences/index.ts';
import { createTask, handOverTasks, remindersOf, seeReminders, taskRoutes } from '../tasks/index.ts';
import { leaveTeams, teamRoutes } from '../teams/index.ts';
import { dropViews, viewRoutes } from '../views/index.ts';
import { registerHooks, webhookRoutes } from '../webhooks/index.ts';
import { authenticateWith, type Caller } from './authenticate.ts';
import { channels } from './channels.ts';
import { notificationsKeyOf, privacyWith, webhooksKeyOf } from './holdings.ts';
import { importers } from './importers.ts';
import { registerConsole } from './pages.ts';
import { takersWith } from './takers.ts';

type Deps = {
  db: Db;
  auth: Auth;
  members: Authenticator;
  secretKey: string;
  publicUrl: string;
  jobs: Jobs | undefined;
  now: () => Date;
  distDir: string;
  dataDir: string;
  fileBytesMax: number;
  attendance: Pick<Attendance, 'tellReceipt'>;
  /** There may be an import to run. */
  wakeImports: () => void;
  email: EmailDeps & { wake: () => void };
  reachesPush?: Poster | undefined;
  reachesPages?: Getter | undefined;
  /** Commands that are called by screens; absent: they are refused. */
  runCommand?: RunCommand | undefined;
};

/** What routes need to be made; the rest they get with each request. */
type RouteDeps = Omit<Deps, 'db' | 'members' | 'distDir'>;

/** What inbox commands need. */
export function inboxDeps(secretKey: string) {
  return { registry: channels, sealingKey: secretOf(secretKey, 'inbox secrets') };
}

/** What the mail channel needs. Nothing is loaded or started before the first mail. */
export function emailDeps(config: {
  db: Db;
  dataDir: string;
  secretKey: string;
  log: EmailDeps['log'];
  now: () => Date;
  mailNetworks?: readonly string[] | undefined;
  mailResolver?: EmailDeps['resolver'];
  reachesPages?: Getter | undefined;
}): EmailDeps {
  const { db, dataDir, secretKey, log, now } = config;
  return {
    ...inboxDeps(secretKey),
    ...{ db, dataDir, log, now },
    tokenKey: secretOf(secretKey, 'mail tokens'),
    reader: openReader(),
    resolver: config.mailResolver,
    reach: reachWith(config.mailNetworks ?? []),
    getPicture: config.reachesPages ?? getPublic,
  };
}

/** How paths to files are signed for visitors. */
export function signerWith(secretKey: string, now: () => Date): Signer {
  return createSigner(secretOf(secretKey, 'attachment paths'), apiPrefix, now);
}

/** What webhooks need. */
function webhookDeps(secretKey: string) {
  return { takers: takersWith(privacyWith(secretKey).held), sealingKey: webhooksKeyOf(secretKey) };
}

/** Makes the first inbox of a workspace: a web chat, because nothing has to be connected for it. */
export function firstInboxWith(secretKey: string) {
  const deps = inboxDeps(secretKey);
  return async (...[tx, who, workspace]: Parameters<CreateFirstInbox>) => {
    const inbox = await createInbox(tx, deps, who, { name: workspace.name, channel: 'webchat' });
    return { inboxId: inbox.id, identitySecret: await readIdentitySecret(tx, deps, inbox.id) };
  };
}

/** What is done about a member who leaves, one after another. */
const leaving = [
  handOver,
  handOverTasks,
  handOverPromises,
  holdOfLeaver,
  handOverCustomers,
  dropViews,
  dropMacros,
  leaveTeams,
  forgetMember,
  dropNotifications,
];

/** What notifications need. */
function notificationDeps(deps: Pick<Deps, 'secretKey' | 'jobs' | 'now' | 'reachesPush'>) {
  return {
    key: notificationsKeyOf(deps.secretKey),
    now: deps.now,
    hasMail: deps.jobs !== undefined,
    refuseAddress: deps.reachesPush ? () => undefined : refuseAddress,
    ...{ remindersOf, seeReminders },
  };
}

/** By what else customers are found and grouped. */
const belonging = {
  sources: [...orderNumbers, companyNames],
  peopleOf: { company: peopleOf, segment: membersOf },
};

/** Loaded when it is asked for: few need the demo. */
async function demoWorkspaceIdOf(seed: number): Promise<string> {
  return (await import('../demo/index.ts')).demoWorkspaceId(seed);
}

/** All routes of the API. The permission tests go through this list. */
export function allRoutes(deps: RouteDeps): Route<never>[] {
  const inboxes = inboxDeps(deps.secretKey);
  const { dataDir, fileBytesMax, now, attendance } = deps;
  const files = { dataDir, fileBytesMax };
  const signer = signerWith(deps.secretKey, now);
  return [
    ...accountRoutes({
      auth: deps.auth,
      secretKey: deps.secretKey,
      publicUrl: deps.publicUrl,
      jobs: deps.jobs,
      createFirstInbox: firstInboxWith(deps.secretKey),
      onMemberRemoved: leaving,
    }),
    ...teamRoutes({
      onArchived: [(tx, by, teamId) => dropTeam(tx, inboxes, by, teamId)],
    }),
    ...hoursRoutes({ now: deps.now }),
    ...sampleRoutes({ run: deps.runCommand, workspaceIdOf: demoWorkspaceIdOf }),
    ...availabilityRoutes({ handOver: handBack }),
    ...customerRoutes(belonging, retold, (tx, who, task) =>
      createTask(tx, who, now(), { ...task, conversationId: null }),
    ),
    ...duplicateRoutes,
    ...companyRoutes,
    ...definitionRoutes,
    ...careRoutes(now),
    ...orderRoutes({ now: deps.now }),
    ...attachmentRoutes(files),
    ...conversationRoutes({
      inboxOf: readInbox,
      files,
      membersOf,
      now: deps.now,
    }),
    ...messageChangeRoutes({ canIn: canIn(channels), now: deps.now }),
    ...previewRoutes({ get: deps.reachesPages ?? getPublic, publicUrl: deps.publicUrl, now: deps.now }),
    ...searchRoutes({ membersOf, now: deps.now }),
    ...macroRoutes,
    ...notificationRoutes(notificationDeps(deps)),
    ...viewRoutes({ membersOf, now: deps.now }),
    ...triageRoutes(deps.now),
    ...closingRoutes(deps.now),
    ...checklistRoutes,
    ...blockRoutes(deps.now),
    ...regroupRoutes(),
    ...exportRoutes({ membersOf, now: deps.now }),
    ...bulkRoutes({ membersOf, now: deps.now }),
    ...segmentRoutes({ now: deps.now, belonging }),
    ...importRoutes({ dataDir: deps.dataDir, kinds: importers, wake: deps.wakeImports }),
    ...webhookRoutes({ ...webhookDeps(deps.secretKey), publicUrl: deps.publicUrl, now: deps.now }),
    ...inboxRoutes(inboxes),
    ...greetingRoutes,
    ...webchatRoutes({
      ...{ ...inboxes, now, files, signer, attendance },
      promisesIn: promisesToVisitor,
      greeter: { offersOf, showGreeting, noteGreeting, answerGreeting },
    }),
    ...collectRoutes,
    ...mailRoutes(deps.email),
    ...mailingRoutes({ hasMail: deps.jobs !== undefined }),
    ...privacyRoutes({
      dataDir: deps.dataDir,
      keys: keysOf(deps.secretKey),
      now: deps.now,
    }),
  ] as Route<never>[];
}

/** What is noted, to be done, promised and unanswered. */
function careRoutes(now: () => Date) {
  return [
    ...noteRoutes,
    ...needRoutes,
    ...taskRoutes({ now }),
    ...promiseRoutes({ now }),
    ...scheduledRoutes({ now, zoneOf: zoneOfVisitors }),
    ...silenceRoutes({ now }),
  ];
}

/** Registers the API, its description, the widget's pages and the console. */
export function registerEndpoints(app: FastifyInstance, deps: Deps): void {
  const visitorPrefix = `${apiPrefix}/visitor/`;
  // The widget's frame has an origin of its own that no list could name: any origin may ask, and without a token, or
  // with a cookie, it gets nothing.
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(visitorPrefix)) return;
    reply.header('access-control-allow-origin', '*');
    reply.header('access-control-expose-headers', 'retry-after');
    reply.header('cross-origin-resource-policy', 'cross-origin');
  });
  app.options(`${visitorPrefix}*`, (_request, reply) =>
    reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST, DELETE')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '7200')
      .send(),
  );
  registerRoutes<Caller>(app, apiPrefix, allRoutes(deps) as Route<Caller>[], {
    db: deps.db,
    authenticate: authenticateWith(deps.members),
  });
  registerHooks(app, { ...webhookDeps(deps.secretKey), db: deps.db, now: deps.now });
  registerCollect(app, { ...deps, ...inboxDeps(deps.secretKey), privacy: privacyWith(deps.secretKey) });
  let description: Promise<string> | undefined;
  app.get('/api/openapi.json', async (_request, reply) => {
    description ??= describe(deps.publicUrl);
    return reply.type('application/json; charset=utf-8').send(await description);
  });
  registerWidgetPages(app, {
    distDir: `${deps.distDir}/widget`,
    publicUrl: () => deps.publicUrl,
    readSites: (inboxId) => sitesOf(deps.db, inboxId),
  });
  registerConsole(app, `${deps.distDir}/console`);
}

/** The API's description: made when it is first asked for, as it takes longer than a tenth of a start. */
async function describe(publicUrl: string): Promise<string> {
  const { openApiDocument } = await import('../../contract/openapi.ts');
  return JSON.stringify(openApiDocument(publicUrl));
}
