/** Every address of the console. */
import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { ApiError } from '../lib/api.ts';
import { realtime } from '../lib/live.ts';
import { meQuery } from '../lib/session.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { PageSkeleton } from '../ui/skeletons.tsx';
import { NotFound } from './not-found.tsx';
import { queryClient } from './query-client.ts';
import * as screens from './screens.ts';
import { withProps, words } from './screens-lazy.tsx';

type Search = Record<string, unknown>;
type WithToken = { token?: string | undefined };
type WithSegment = { segment?: string | undefined; filter?: object | undefined };
type WithMessage = { message?: string | undefined };
type WithQuery = { q?: string | undefined };
type WithWayBack = { back?: string | undefined; ended?: boolean | undefined };

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
const atRoot = { getParentRoute: () => root };

/** Text from the address, or nothing. */
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
/** What an address holds as JSON, or nothing. */
const object = (value: unknown) => (typeof value === 'object' && value !== null ? value : undefined);
const token = (search: Search): WithToken => ({ token: text(search.token) });

const setup = createRoute({
  ...atRoot,
  path: '/setup',
  validateSearch: token,
  loader: words('setup', 'session'),
  component: withProps(screens.Setup, (): WithToken => setup.useSearch()),
});

const signIn = createRoute({
  ...atRoot,
  path: '/sign-in',
  validateSearch: (search: Search): WithWayBack => ({
    back: text(search.back),
    ended: search.ended === true ? true : undefined,
  }),
  loader: words('session'),
  component: withProps(screens.SignIn, (): WithWayBack => signIn.useSearch()),
});

const forgot = createRoute({
  ...atRoot,
  path: '/forgot',
  loader: words('session'),
  component: screens.Forgot,
});

const reset = createRoute({
  ...atRoot,
  path: '/reset',
  validateSearch: token,
  loader: words('session'),
  component: withProps(screens.Reset, (): WithToken => reset.useSearch()),
});

const invitation = createRoute({
  ...atRoot,
  path: '/invitation',
  validateSearch: token,
  loader: words('session'),
  component: withProps(screens.Invitation, (): WithToken => invitation.useSearch()),
});

/** Everything below is for members: without a session one signs in first and comes back. */
const members = createRoute({
  ...atRoot,
  id: 'members',
  component: Outlet,
  errorComponent: ({ error }) => (
    <main style={{ blockSize: '100%' }}>
      <ErrorState error={error} retry={tryAgain} order={1} />
    </main>
  ),
  async beforeLoad({ location }) {
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'not-signed-in') throw error;
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { back: location.href } });
    }
    realtime.start();
  },
});

const firstChat = createRoute({
  getParentRoute: () => members,
  path: '/first-chat',
  loader: words('setup'),
  component: screens.FirstChat,
});

const frame = createRoute({ getParentRoute: () => members, id: 'frame', component: screens.Frame });
const inFrame = { getParentRoute: () => frame };

const home = createRoute({
  ...inFrame,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/conversations/{-$conversationId}', replace: true });
  },
});

/** All that is said beside a customer: fetched with the screen, for later there may be no network. */
const aboutCustomers = [
  'orders',
  'reviews',
  'companies',
  'tasks',
  'promises',
  'care',
  'segments',
  'stages',
  'privacy',
] as const;

const conversations = createRoute({
  ...inFrame,
  path: '/conversations/{-$conversationId}',
  validateSearch: (search: Search): WithMessage => ({ message: text(search.message) }),
  loader: words(
    ...(['conversations', 'later', 'macros', 'views', 'tags', 'customers', 'notifications'] as const),
    ...aboutCustomers,
  ),
  component: withProps(screens.Conversations, (): { conversationId?: string; messageId?: string } =>
    present({ ...conversations.useParams(), messageId: conversations.useSearch().message }),
  ),
});

const customers = createRoute({
  ...inFrame,
  path: '/customers/{-$customerId}',
  validateSearch: (search: Search): WithSegment => ({
    segment: text(search.segment),
    filter: object(search.filter),
  }),
  loader: words('customers', 'conversations', ...aboutCustomers),
  component: withProps(
    screens.Customers,
    (): { customerId?: string; segmentId?: string; filter?: object } => {
      const { segment, filter } = customers.useSearch();
      return present({ ...customers.useParams(), segmentId: segment, filter });
    },
  ),
});

const segments = createRoute({
  ...inFrame,
  path: '/segments/{-$segmentId}',
  loader: words('segments', 'customers', 'stages'),
  component: withProps(screens.Segments, (): { segmentId?: string } => present(segments.useParams())),
});

const duplicates = createRoute({
  ...inFrame,
  path: '/customers/duplicates',
  loader: words('customers'),
  component: screens.Duplicates,
});

const reviews = createRoute({
  ...inFrame,
  path: '/reviews',
  loader: words('reviews', 'customers', 'orders'),
  component: screens.Reviews,
});

const companies = createRoute({
  ...inFrame,
  path: '/companies/{-$companyId}',
  loader: words('companies', 'customers', 'orders'),
  component: withProps(screens.Companies, (): { companyId?: string } => present(companies.useParams())),
});

const tasks = createRoute({
  ...inFrame,
  path: '/tasks',
  loader: words('tasks', 'customers'),
  component: screens.Tasks,
});

const promises = createRoute({
  ...inFrame,
  path: '/promises',
  loader: words('promises', 'tasks', 'customers'),
  component: screens.Promises,
});

const waiting = createRoute({
  ...inFrame,
  path: '/waiting',
  loader: words('silences', 'customers', 'hours'),
  component: screens.Waiting,
});

const search = createRoute({
  ...inFrame,
  path: '/search',
  // What is typed may look like a number or a yes: it is a text all the same.
  validateSearch: ({ q }: Search): WithQuery => ({
    q: q === undefined || q === '' ? undefined : typeof q === 'string' ? q : JSON.stringify(q),
  }),
  loader: words('search', 'customers'),
  component: withProps(screens.Search, (): { q?: string } => present(search.useSearch())),
});

const notifications = createRoute({
  ...inFrame,
  path: '/notifications',
  loader: words('notifications', 'customers'),
  component: screens.Notifications,
});

const settings = createRoute({ ...inFrame, path: '/settings', component: screens.Settings });
const inSettings = { getParentRoute: () => settings };

const imports = createRoute({
  ...inSettings,
  path: '/imports/{-$importId}',
  loader: words('imports'),
  component: withProps(screens.Imports, (): { importId?: string } => present(imports.useParams())),
});

const webhooks = createRoute({
  ...inSettings,
  path: '/webhooks/{-$webhookId}',
  loader: words('webhooks', 'imports'),
  component: withProps(screens.Webhooks, (): { webhookId?: string } => present(webhooks.useParams())),
});

const privacy = createRoute({
  ...inSettings,
  path: '/privacy/{-$requestId}',
  loader: words('privacy'),
  component: withProps(screens.Privacy, (): { requestId?: string } => present(privacy.useParams())),
});

const settingsScreens = [
  imports,
  webhooks,
  privacy,
  createRoute({ ...inSettings, path: '/', component: screens.SettingsIndex }),
  createRoute({
    ...inSettings,
    path: '/workspace',
    loader: words('workspace'),
    component: screens.WorkspaceSettings,
  }),
  createRoute({
    ...inSettings,
    path: '/attributes',
    loader: words('attributes'),
    component: screens.Attributes,
  }),
  createRoute({
    ...inSettings,
    path: '/macros',
    loader: words('macros', 'views', 'care'),
    component: screens.Macros,
  }),
  createRoute({ ...inSettings, path: '/tags', loader: words('tags'), component: screens.Tags }),
  createRoute({ ...inSettings, path: '/sample', loader: words('sample'), component: screens.Sample }),
  createRoute({ ...inSettings, path: '/closing', loader: words('closing'), component: screens.Closing }),
  createRoute({
    ...inSettings,
    path: '/checklists',
    loader: words('checklists'),
    component: screens.Checklists,
  }),
  createRoute({ ...inSettings, path: '/inboxes', loader: words('inboxes'), component: screens.Inboxes }),
  createRoute({
    ...inSettings,
    path: '/greetings',
    loader: words('greetings'),
    component: screens.Greetings,
  }),
  createRoute({ ...inSettings, path: '/stages', loader: words('stages'), component: screens.Stages }),
  createRoute({ ...inSettings, path: '/members', loader: words('members'), component: screens.Members }),
  createRoute({ ...inSettings, path: '/teams', loader: words('teams'), component: screens.Teams }),
  createRoute({ ...inSettings, path: '/hours', loader: words('hours'), component: screens.Hours }),
  createRoute({ ...inSettings, path: '/silence', loader: words('silences'), component: screens.Silence }),
  createRoute({ ...inSettings, path: '/keys', loader: words('keys'), component: screens.Keys }),
  createRoute({ ...inSettings, path: '/events', loader: words('events', 'keys'), component: screens.Events }),
  createRoute({ ...inSettings, path: '/audit-log', loader: words('audit'), component: screens.AuditLog }),
  createRoute({
    ...inSettings,
    path: '/notifications',
    loader: words('notifications'),
    component: screens.NotificationSettings,
  }),
  createRoute({ ...inSettings, path: '/profile', loader: words('profile'), component: screens.Profile }),
] as const;

const tree = root.addChildren([
  setup,
  signIn,
  forgot,
  reset,
  invitation,
  members.addChildren([
    firstChat,
    frame.addChildren([
      home,
      conversations,
      customers,
      duplicates,
      reviews,
      companies,
      tasks,
      promises,
      waiting,
      search,
      notifications,
      segments,
      settings.addChildren(settingsScreens),
    ]),
  ]),
]);

/** The router. Links fetch their screens when hovered; a slow screen shows its shape. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingMs: 0,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ({ error }) => <ErrorState error={error} retry={tryAgain} />,
});

/** Loads anew what the address shows. */
function tryAgain(): void {
  void router.invalidate();
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Parameters without the absent ones. */
function present<Params extends object>(
  params: Params,
): { [Name in keyof Params]?: NonNullable<Params[Name]> } {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as never;
}
