/** The screens of the features, each fetched when it is first needed. */
import { lazyScreen } from './screens-lazy.tsx';

type WithToken = { token?: string | undefined };

export const Frame = lazyScreen<object>(() => import('./frame.tsx').then((file) => file.Frame));
export const Settings = lazyScreen<object>(() => import('./settings.tsx').then((file) => file.Settings));
export const SettingsIndex = lazyScreen<object>(() =>
  import('./settings.tsx').then((file) => file.SettingsIndex),
);

const setup = () => import('../features/setup/index.ts');
const session = () => import('../features/session/index.ts');

export const Setup = lazyScreen<WithToken>(() => setup().then((door) => door.SetupScreen));
export const FirstChat = lazyScreen<object>(() => setup().then((door) => door.FirstChatScreen));
export const SignIn = lazyScreen<{ back?: string | undefined; ended?: boolean | undefined }>(() =>
  session().then((door) => door.SignInScreen),
);
export const Forgot = lazyScreen<object>(() => session().then((door) => door.ForgotScreen));
export const Reset = lazyScreen<WithToken>(() => session().then((door) => door.ResetScreen));
export const Invitation = lazyScreen<WithToken>(() => session().then((door) => door.InvitationScreen));

export const Conversations = lazyScreen<{ conversationId?: string; messageId?: string }>(() =>
  import('../features/conversations/index.ts').then((door) => door.ConversationsScreen),
);
export const Customers = lazyScreen<{ customerId?: string; segmentId?: string; filter?: object }>(() =>
  import('../features/customers/index.ts').then((door) => door.CustomersScreen),
);
export const Duplicates = lazyScreen<object>(() =>
  import('../features/customers/index.ts').then((door) => door.DuplicatesScreen),
);
export const Reviews = lazyScreen<object>(() =>
  import('../features/customers/index.ts').then((door) => door.ReviewsScreen),
);

export const Companies = lazyScreen<{ companyId?: string }>(() =>
  import('../features/companies/index.ts').then((door) => door.CompaniesScreen),
);
export const Tasks = lazyScreen<object>(() =>
  import('../features/tasks/index.ts').then((door) => door.TasksScreen),
);
export const Promises = lazyScreen<object>(() =>
  import('../features/promises/index.ts').then((door) => door.PromisesScreen),
);
export const Waiting = lazyScreen<object>(() =>
  import('../features/silences/index.ts').then((door) => door.WaitingScreen),
);
export const Silence = lazyScreen<object>(() =>
  import('../features/silences/index.ts').then((door) => door.SilenceScreen),
);
export const Search = lazyScreen<{ q?: string }>(() =>
  import('../features/search/index.ts').then((door) => door.SearchScreen),
);
const notifications = () => import('../features/notifications/index.ts');

export const Notifications = lazyScreen<object>(() =>
  notifications().then((door) => door.NotificationsScreen),
);
export const NotificationSettings = lazyScreen<object>(() =>
  notifications().then((door) => door.NotificationSettingsScreen),
);
export const Segments = lazyScreen<{ segmentId?: string }>(() =>
  import('../features/segments/index.ts').then((door) => door.SegmentsScreen),
);

export const WorkspaceSettings = lazyScreen<object>(() =>
  import('../features/workspace/index.ts').then((door) => door.WorkspaceScreen),
);
export const Sample = lazyScreen<object>(() =>
  import('../features/sample/index.ts').then((door) => door.SampleScreen),
);
export const Macros = lazyScreen<object>(() =>
  import('../features/macros/index.ts').then((door) => door.MacrosScreen),
);
export const Greetings = lazyScreen<object>(() =>
  import('../features/greetings/index.ts').then((door) => door.GreetingsScreen),
);
export const Tags = lazyScreen<object>(() =>
  import('../features/tags/index.ts').then((door) => door.TagsScreen),
);
export const Checklists = lazyScreen<object>(() =>
  import('../features/checklists/index.ts').then((door) => door.TemplatesScreen),
);
export const Closing = lazyScreen<object>(() =>
  import('../features/closing/index.ts').then((door) => door.ClosingScreen),
);
export const Attributes = lazyScreen<object>(() =>
  import('../features/attributes/index.ts').then((door) => door.AttributesScreen),
);
export const Inboxes = lazyScreen<object>(() =>
  import('../features/inboxes/index.ts').then((door) => door.InboxesScreen),
);
export const Imports = lazyScreen<{ importId?: string }>(() =>
  import('../features/imports/index.ts').then((door) => door.ImportsScreen),
);
export const Webhooks = lazyScreen<{ webhookId?: string }>(() =>
  import('../features/webhooks/index.ts').then((door) => door.WebhooksScreen),
);
export const Stages = lazyScreen<object>(() =>
  import('../features/stages/index.ts').then((door) => door.StagesScreen),
);
export const Privacy = lazyScreen<{ requestId?: string }>(() =>
  import('../features/privacy/index.ts').then((door) => door.PrivacyScreen),
);
export const Members = lazyScreen<object>(() =>
  import('../features/members/index.ts').then((door) => door.MembersScreen),
);
export const Teams = lazyScreen<object>(() =>
  import('../features/teams/index.ts').then((door) => door.TeamsScreen),
);
export const Hours = lazyScreen<object>(() =>
  import('../features/hours/index.ts').then((door) => door.HoursScreen),
);
export const Keys = lazyScreen<object>(() =>
  import('../features/keys/index.ts').then((door) => door.KeysScreen),
);
export const Events = lazyScreen<object>(() =>
  import('../features/events/index.ts').then((door) => door.EventsScreen),
);
export const AuditLog = lazyScreen<object>(() =>
  import('../features/audit/index.ts').then((door) => door.AuditScreen),
);
export const Profile = lazyScreen<object>(() =>
  import('../features/profile/index.ts').then((door) => door.ProfileScreen),
);
