/** A valid request for every endpoint of the contract, in one workspace. An endpoint without one fails the tests. */
import { randomUUID } from 'node:crypto';
import type { EndpointName } from '../../contract/endpoints.ts';
import { defaultNotifications } from '../../contract/notifications.ts';

/** Ids of one workspace, or of another, or of nothing. */
export type Ids = {
  memberId: string;
  customerId: string;
  otherCustomerId: string;
  conversationId: string;
  /** Of the same customer. */
  otherConversationId: string;
  /** In the conversation, and not all that stands in it. */
  messageId: string;
  /** What the customer said first there, and the team's answer. */
  saidId: string;
  answerId: string;
  attachmentId: string;
  inboxId: string;
  invitationId: string;
  keyId: string;
  orderId: string;
  companyId: string;
  importId: string;
  webhookId: string;
  deliveryId: string;
  taskId: string;
  reminderId: string;
  notificationId: string;
  dateId: string;
  noteId: string;
  needId: string;
  entryId: string;
  segmentId: string;
  tagId: string;
  reasonId: string;
  viewId: string;
  macroId: string;
  greetingId: string;
  /** What the visitor was shown of it. */
  showingId: string;
  privacyRequestId: string;
  teamId: string;
  promiseId: string;
  checklistId: string;
  checklistItemId: string;
  checklistTemplateId: string;
  scheduledId: string;
  bulkId: string;
  /** An inbox of mail, a mail in it, and what became of the reply to it. */
  mailboxId: string;
  mailId: string;
  mailConversationId: string;
  mailDeliveryId: string;
  /** A mail address of the other customer. */
  addressKnown: string;
};

export type Sample = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };

const password = 'a password nobody has';
const token = 'x'.repeat(80);
/** Whoever has a name. */
const named = { type: 'known', field: 'name', test: { op: 'set' } } as const;

/** As a browser makes it; the keys are the example of RFC 8291. */
export const pushSubscription = {
  endpoint: 'https://push.example.com/wpush/v2/plain',
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
};

const openOnMondays = {
  timeZone: 'America/Sao_Paulo',
  week: [[{ from: '09:00', to: '18:00' }], [], [], [], [], [], []],
  holidays: [],
};

/** What to send to each endpoint. */
export function samplesFor(ids: Ids): Record<EndpointName, Sample> {
  const email = `${randomUUID()}@example.com`;
  const at = (id: string, more: Sample = {}): Sample => ({ params: { id }, ...more });
  return {
    setUp: { body: { token, workspaceName: 'W', name: 'N', email, password, locale: 'en' } },
    checkSetup: { body: { token } },
    signIn: { body: { email, password } },
    enterCode: { body: { code: '000000' } },
    signOut: {},
    signOutEverywhere: {},
    readMe: {},
    updateMe: { body: {} },
    changePassword: { body: { currentPassword: password, password: `${password}!` } },
    startTwoFactor: { body: { password } },
    confirmTwoFactor: { body: { code: '000000' } },
    stopTwoFactor: { body: { password } },
    requestPasswordReset: { body: { email } },
    resetPassword: { body: { token, password } },
    listMembers: {},
    changeRole: at(ids.memberId, { body: { role: 'agent' } }),
    removeMember: at(ids.memberId, { body: {} }),
    createResetLink: at(ids.memberId),
    listInvitations: {},
    inviteMember: { body: { email, role: 'viewer' } },
    revokeInvitation: at(ids.invitationId),
    checkInvitation: { body: { token } },
    acceptInvitation: { body: { token, name: 'N', password } },
    searchMessages: { query: { search: 'hello' } },
    editMessage: at(ids.messageId, { body: { text: 'said otherwise' } }),
    deleteMessage: at(ids.messageId),
    restoreMessage: at(ids.messageId),
    listMessageVersions: at(ids.messageId),
    readLinkPreview: at(ids.messageId),
    readLinkPicture: at(ids.messageId),
    listTeams: {},
    createTeam: { body: { name: `team ${randomUUID()}` } },
    updateTeam: at(ids.teamId, { body: { archived: false } }),
    addTeamMember: { params: { id: ids.teamId, memberId: ids.memberId } },
    setTeamCapacity: {
      params: { id: ids.teamId, memberId: ids.memberId },
      body: { capacity: 5 },
    },
    removeTeamMember: { params: { id: ids.teamId, memberId: ids.memberId } },
    listPromises: {},
    readPromiseRate: {},
    makePromise: {
      body: {
        conversationId: ids.conversationId,
        what: 'Call back',
        due: { date: '2031-01-31', time: '15:00' },
      },
    },
    listChecklistTemplates: {},
    createChecklistTemplate: { body: { name: `Return ${randomUUID().slice(0, 8)}`, items: ['Refund'] } },
    changeChecklistTemplate: at(ids.checklistTemplateId, { body: { items: ['Refund', 'Say so'] } }),
    listChecklists: { query: { conversationId: ids.conversationId } },
    listChecklistProgress: {},
    addChecklist: {
      body: { conversationId: ids.conversationId, templateId: ids.checklistTemplateId, name: 'Return' },
    },
    changeChecklist: at(ids.checklistId, { body: { name: 'Return, quickly' } }),
    removeChecklist: at(ids.checklistId),
    addChecklistItem: at(ids.checklistId, { body: { text: 'Refund' } }),
    changeChecklistItem: at(ids.checklistItemId, { body: { text: 'Refund all' } }),
    removeChecklistItem: at(ids.checklistItemId),
    tickChecklistItem: at(ids.checklistItemId),
    untickChecklistItem: at(ids.checklistItemId),
    readPromise: at(ids.promiseId),
    changePromise: at(ids.promiseId, { body: { what: 'Call back', memberId: ids.memberId } }),
    keepPromise: at(ids.promiseId),
    withdrawPromise: at(ids.promiseId, { body: { reason: 'No longer needed' } }),
    listPromiseReminders: {},
    seePromiseReminders: { body: { ids: [ids.reminderId] } },
    listVisitorPromises: {},
    scheduleMessage: at(ids.conversationId, { body: { text: 'Later', at: { seconds: 3_000 } } }),
    listScheduledMessages: at(ids.conversationId),
    countScheduledMessages: {},
    changeScheduledMessage: at(ids.scheduledId, { body: { at: { seconds: 3_500 } } }),
    cancelScheduledMessage: at(ids.scheduledId),
    sendScheduledMessage: at(ids.scheduledId),
    listWaiting: {},
    listSilenceRules: {},
    setSilenceRule: { body: { inboxId: ids.inboxId, rule: { minutes: 30, memberId: ids.memberId } } },
    listSilenceAlarms: {},
    seeSilenceAlarms: { body: { ids: [ids.reminderId] } },
    listHours: {},
    setHours: { body: { hours: openOnMondays } },
    listAvailability: {},
    setAvailability: at(ids.memberId, { body: { choice: 'away' } }),
    readWorkspace: {},
    readSample: {},
    makeSample: {},
    removeSample: {},
    updateWorkspace: { body: {} },
    listKeys: {},
    createKey: { body: { name: 'K', kind: 'write' } },
    updateKey: at(ids.keyId, { body: { property: 'mobile' } }),
    revokeKey: at(ids.keyId),
    readAuditLog: {},
    listCustomers: {},
    countCustomers: {},
    createCustomer: { body: { name: 'C', identities: [] } },
    readCustomer: at(ids.customerId),
    updateCustomer: at(ids.customerId, { body: { name: 'C2' } }),
    describeCustomer: at(ids.customerId, { body: { attributes: { plan: 'gold' } } }),
    listConsents: at(ids.customerId),
    recordConsent: at(ids.customerId, {
      body: { channel: 'email', granted: true, how: 'spoken', proof: 'said so at the counter' },
    }),
    readTimeline: at(ids.customerId),
    readTouches: at(ids.customerId),
    readProfile: at(ids.customerId),
    updateProfile: at(ids.customerId, { body: { nextStep: 'call', ownerId: ids.memberId } }),
    listAttributes: {},
    defineAttribute: { body: { key: `key ${randomUUID()}`, name: 'Plan', type: 'text' } },
    changeAttribute: { params: { key: 'tier' }, body: { description: 'What they pay for' } },
    orderAttributes: { body: { keys: ['tier'] } },
    listNotes: at(ids.customerId),
    writeNote: at(ids.customerId, { body: { text: 'Likes rye' } }),
    changeNote: at(ids.noteId, { body: { text: 'Likes spelt', pinned: true } }),
    deleteNote: at(ids.noteId),
    listNeeds: at(ids.customerId),
    stateNeed: at(ids.customerId, { body: { text: 'Bread on Sundays' } }),
    changeNeed: at(ids.needId, { body: { text: 'Bread on Mondays' } }),
    meetNeed: at(ids.needId),
    reopenNeed: at(ids.needId),
    removeNeed: at(ids.needId),
    listTasks: {},
    createTask: { body: { customerId: ids.customerId, what: 'Call back' } },
    readTask: at(ids.taskId),
    updateTask: at(ids.taskId, { body: { what: 'Call', due: { date: '2031-01-31' } } }),
    completeTask: at(ids.taskId),
    reopenTask: at(ids.taskId),
    listReminders: {},
    seeReminders: { body: { ids: [ids.reminderId] } },
    listNotifications: {},
    readNotifications: { body: { ids: [ids.notificationId] } },
    readNotificationSettings: {},
    changeNotificationSettings: { body: { ...defaultNotifications, mail: 'never', sound: true } },
    subscribeToPush: { body: pushSubscription },
    unsubscribeFromPush: { body: { endpoint: pushSubscription.endpoint } },
    sendTestNotification: {},
    listDates: at(ids.customerId),
    setDate: at(ids.customerId, { body: { dateKind: 'birthday', month: 2, day: 29, remindDays: 3 } }),
    changeDate: at(ids.dateId, { body: { dateKind: 'birthday', month: 5, day: 12 } }),
    removeDate: at(ids.dateId),
    listUpcomingDates: {},
    readCustomerStage: at(ids.customerId),
    setCustomerStage: at(ids.customerId, { body: { stage: 'advocate' } }),
    readStageRule: {},
    changeStageRule: { body: { lines: [{ kind: 'order.placed', pattern: null, stage: 'buy' }] } },
    previewStageRule: { body: { lines: [{ kind: 'event.tracked', pattern: 'Signed*', stage: 'use' }] } },
    listSegments: {},
    createSegment: { body: { name: `segment ${randomUUID()}`, condition: named } },
    readSegment: at(ids.segmentId),
    updateSegment: at(ids.segmentId, { body: { condition: named } }),
    previewSegment: { body: { condition: { type: 'any', of: [named, { type: 'orders', not: true }] } } },
    listMatches: { body: { condition: named } },
    listSegmentCustomers: at(ids.segmentId),
    exportSegment: at(ids.segmentId),
    listCustomerSegments: at(ids.customerId),
    suggestConditions: { query: { of: 'attributes' } },
    logCall: at(ids.customerId, {
      body: {
        callDirection: 'inbound',
        outcome: 'missed',
        summary: '',
        recordingUrl: 'https://calls.example/r/7',
        callBack: { what: 'Call back', due: { date: '2031-01-31', time: '09:00' } },
      },
    }),
    logVisit: at(ids.customerId, { body: { summary: 'bought beans' } }),
    signOutVisitor: at(ids.customerId),
    listMerges: at(ids.customerId),
    previewMerge: at(ids.customerId, { query: { other: ids.otherCustomerId } }),
    mergeCustomers: at(ids.customerId, { body: { customerId: ids.otherCustomerId } }),
    unmergeCustomer: at(ids.customerId, { body: { customerId: ids.otherCustomerId } }),
    listMergeSuggestions: at(ids.customerId),
    listDuplicates: {},
    refuseMerge: at(ids.customerId, { body: { customerId: ids.otherCustomerId } }),
    writeOrder: {
      body: {
        externalId: `order ${randomUUID()}`,
        customer: { id: ids.customerId },
        currency: 'BRL',
        total: 1_990,
        refunds: [{ externalId: 'r1', amount: 500 }],
      },
    },
    listOrders: {},
    readOrder: at(ids.orderId),
    readOrderFacts: at(ids.customerId),
    writeReview: {
      body: {
        externalId: `review ${randomUUID()}`,
        customer: { id: ids.customerId },
        score: 4,
        text: 'Good',
      },
    },
    listReviews: {},
    summariseReviews: {},
    refundOrder: at(ids.orderId, { body: { externalId: randomUUID(), amount: 1 } }),
    setOrderStatus: at(ids.orderId, { body: { status: 'paid' } }),
    listCompanies: {},
    createCompany: {
      body: { name: 'Acme', domains: [`${randomUUID()}.example`], attributes: { plan: 'gold' } },
    },
    readCompany: at(ids.companyId),
    updateCompany: at(ids.companyId, { body: { note: 'Pays late' } }),
    readCompanyFacts: at(ids.companyId),
    listCompanyPeople: at(ids.companyId),
    addCompanyPerson: {
      params: { id: ids.companyId, customerId: ids.customerId },
      body: { role: 'Buyer' },
    },
    removeCompanyPerson: { params: { id: ids.companyId, customerId: ids.customerId } },
    listCompanyOrders: at(ids.companyId),
    readCompanyTimeline: at(ids.companyId),
    listCustomerCompanies: at(ids.customerId),
    listConversations: {},
    startConversation: { body: { customerId: ids.customerId, inboxId: ids.inboxId, text: 'Hello' } },
    readConversationClaim: at(ids.conversationId),
    readReceipt: at(ids.conversationId),
    readConversation: at(ids.conversationId),
    listMessages: at(ids.conversationId),
    postMessage: at(ids.conversationId, { body: { text: 'Hi' } }),
    readUploadLimits: {},
    uploadFile: at(ids.conversationId, { query: { name: 'picture.png' } }),
    postMail: at(ids.mailboxId),
    // Known by its name alone: nobody is asked.
    discoverMailbox: { body: { address: 'help@gmail.com' } },
    tryMailbox: {
      body: {
        receiving: { host: '127.0.0.1', port: 143, security: 'none', user: 'help', folder: 'INBOX' },
        sending: null,
        password: 'secret',
      },
    },
    listMails: at(ids.mailboxId, { query: {} }),
    readMailHealth: at(ids.mailboxId),
    fillMailRange: at(ids.mailboxId, {
      body: { after: '2026-01-01T00:00:00Z', before: '2026-01-02T00:00:00Z' },
    }),
    readMailAgain: at(ids.mailId),
    readMailOriginal: at(ids.mailId),
    readMailFields: at(ids.mailId),
    readMailPage: at(ids.mailId),
    readMailPicture: {
      query: { url: 'https://pictures.example/one.png', workspace: ids.mailId, mail: ids.mailId, key: 'x' },
    },
    trustAddress: at(ids.otherCustomerId, { body: { address: ids.addressKnown } }),
    listMailDeliveries: at(ids.mailConversationId),
    settleMailDelivery: at(ids.mailDeliveryId, { body: { as: 'sent' } }),
    readAttachment: at(ids.attachmentId),
    uploadVisitorFile: { query: { name: 'picture.png' } },
    signVisitorAttachment: at(ids.attachmentId),
    readVisitorAttachment: at(ids.attachmentId, { query: { key: 'x' } }),
    closeConversation: at(ids.conversationId),
    reopenConversation: at(ids.conversationId),
    assignConversation: at(ids.conversationId, { body: { memberId: null } }),
    mergeConversation: at(ids.conversationId, { body: { intoId: ids.otherConversationId } }),
    unmergeConversation: at(ids.conversationId),
    splitConversation: at(ids.conversationId, { body: { messageIds: [ids.messageId] } }),
    listRelated: at(ids.conversationId),
    linkConversations: { params: { id: ids.conversationId, otherId: ids.otherConversationId } },
    unlinkConversations: { params: { id: ids.conversationId, otherId: ids.otherConversationId } },
    snoozeConversation: at(ids.conversationId, { body: { until: null } }),
    prioritiseConversation: at(ids.conversationId, { body: { priority: 'high' } }),
    tagConversation: { params: { id: ids.conversationId, tagId: ids.tagId } },
    untagConversation: { params: { id: ids.conversationId, tagId: ids.tagId } },
    describeConversation: at(ids.conversationId, { body: { attributes: { topic: 'Hello' } } }),
    markConversationSpam: at(ids.conversationId),
    performActions: at(ids.conversationId, { body: { actions: [{ type: 'close' }] } }),
    listMacros: {},
    createMacro: { body: { name: 'M', text: 'Hi' } },
    changeMacro: at(ids.macroId, { body: { name: 'M2' } }),
    useMacro: at(ids.macroId, { body: { conversationId: ids.conversationId } }),
    removeMacro: at(ids.macroId),
    reactToMessage: at(ids.conversationId, { body: { messageId: ids.saidId, emoji: '👍' } }),
    reactAsVisitor: { body: { messageId: ids.answerId, emoji: '🎉' } },
    listGreetings: {},
    createGreeting: { body: { inboxId: ids.inboxId, name: 'G', texts: { en: 'May I help?' } } },
    changeGreeting: at(ids.greetingId, { body: { name: 'G2' } }),
    removeGreeting: at(ids.greetingId),
    listGreetingShowings: at(ids.greetingId),
    offerGreetings: at(ids.inboxId),
    showGreeting: at(ids.greetingId, { body: { language: 'en', visitSeconds: 0 } }),
    noteGreeting: at(ids.showingId, { body: { outcome: 'opened' } }),
    listViews: {},
    countViews: {},
    previewView: { query: { status: 'open' } },
    createView: { body: { name: 'V', filter: { status: 'open' } } },
    changeView: at(ids.viewId, { body: { name: 'V2' } }),
    removeView: at(ids.viewId),
    listTags: {},
    createTag: { body: { name: `Tag ${randomUUID()}` } },
    changeTag: at(ids.tagId, { body: { colour: 'blue' } }),
    readBlock: at(ids.customerId),
    blockCustomer: at(ids.customerId),
    unblockCustomer: at(ids.customerId),
    readClosing: {},
    changeClosing: { body: { asks: 'offered' } },
    createReason: { body: { name: `Reason ${randomUUID()}` } },
    changeReason: at(ids.reasonId, { body: { archived: true } }),
    countEndings: {},
    markConversationRead: at(ids.conversationId, { body: { inboundCount: 0 } }),
    startBulk: {
      body: { conversationIds: [ids.conversationId], actions: [{ type: 'tag', tagId: ids.tagId }] },
    },
    mailConversation: at(ids.conversationId, { body: { to: ['boss@example.com'], comment: 'See below' } }),
    exportConversations: { query: { format: 'csv', conversation: ids.conversationId } },
    listBulks: {},
    readBulk: at(ids.bulkId),
    listBulkLeft: at(ids.bulkId),
    cancelBulk: at(ids.bulkId),
    undoBulk: at(ids.bulkId),
    listImports: {},
    createImport: { body: { kind: 'customers', fileName: 'customers.csv', bytes: 10 } },
    sendImportPart: { params: { id: ids.importId, offset: '0' } },
    readImport: at(ids.importId),
    readImportRows: at(ids.importId),
    mapImport: at(ids.importId, { body: { key: [], fields: { email: 'email' } } }),
    checkImport: at(ids.importId),
    startImport: at(ids.importId),
    cancelImport: at(ids.importId),
    readImportErrors: at(ids.importId),
    undoImport: at(ids.importId),
    listWebhooks: {},
    createWebhook: { body: { name: 'Shop', signing: { scheme: 'standard' } } },
    readWebhook: at(ids.webhookId),
    updateWebhook: at(ids.webhookId, { body: { name: 'Shop 2' } }),
    rotateWebhookSecret: at(ids.webhookId, { body: {} }),
    readWebhookSample: at(ids.webhookId, { body: { sample: { text: '{"id":"1","email":"a@b.example"}' } } }),
    previewWebhook: at(ids.webhookId, { body: { sample: { text: '{"id":"1"}' }, mappings: [] } }),
    listDeliveries: at(ids.webhookId),
    readDelivery: { params: { id: ids.webhookId, deliveryId: ids.deliveryId } },
    replayDelivery: { params: { id: ids.webhookId, deliveryId: ids.deliveryId } },
    replayDeliveries: at(ids.webhookId, { body: {} }),
    deleteWebhook: at(ids.webhookId),
    listPrivacyRequests: {},
    openPrivacyRequest: { body: { kind: 'export', customerId: ids.customerId, askedHow: 'mail' } },
    readPrivacyRequest: at(ids.privacyRequestId),
    notePrivacyRequest: at(ids.privacyRequestId, { body: { text: 'called back' } }),
    closePrivacyRequest: at(ids.privacyRequestId, { body: { state: 'open' } }),
    startPrivacyExport: at(ids.privacyRequestId, { body: { locale: 'en' } }),
    readPrivacyExport: at(ids.privacyRequestId),
    correctCustomer: at(ids.privacyRequestId, { body: { name: 'C3' } }),
    startErasure: at(ids.privacyRequestId, { body: { name: 'not the name' } }),
    restrictCustomer: at(ids.privacyRequestId, { body: { restricted: true } }),
    objectForCustomer: at(ids.privacyRequestId),
    readPrivacySettings: {},
    updatePrivacySettings: { body: { law: 'lgpd' } },
    cutStoredAddresses: {},
    readCustomerPrivacy: at(ids.customerId),
    listInboxes: {},
    createInbox: { body: { name: 'I', channel: 'webchat' } },
    updateInbox: at(ids.inboxId, { body: {} }),
    readIdentitySecret: at(ids.inboxId),
    rotateIdentitySecret: at(ids.inboxId),
    readInboxFace: at(ids.inboxId),
    startVisitorSession: { body: { inboxId: ids.inboxId } },
    adoptVisitor: { body: { anonymousId: randomUUID() } },
    identifyVisitor: { body: { identityToken: token } },
    endVisitorSession: {},
    endVisitorConversation: {},
    introduceVisitor: { body: { name: 'Maria' } },
    listVisitorMessages: {},
    postVisitorMessage: { body: { id: randomUUID(), text: 'Hello?' } },
    listCollectedCalls: {},
    recordVisitorEvent: { body: { id: randomUUID(), name: 'Signed Up', properties: { plan: 'pro' } } },
    recordReceipt: { body: { messageId: randomUUID(), isRead: true } },
    readAudience: {},
    recordPageError: {
      body: {
        id: randomUUID(),
        url: 'https://shop.example/',
        message: 'x is undefined',
        source: 'shop.js:1',
      },
    },
    recordPageView: {
      body: { id: randomUUID(), url: 'https://shop.example/', title: 'Shop', referrer: null },
    },
  };
}

/** Endpoints whose ids come in the body, by the field that carries them. */
export const idsInBodies: Partial<Record<EndpointName, (ids: Ids, own: Ids) => Sample>> = {
  readWebhookSample: (ids, own) => ({
    params: { id: own.webhookId },
    body: { sample: { deliveryId: ids.deliveryId } },
  }),
  previewWebhook: (ids, own) => ({
    params: { id: own.webhookId },
    body: { sample: { deliveryId: ids.deliveryId }, mappings: [] },
  }),
  createSegment: ({ segmentId }) => ({ body: { name: 'x', condition: { type: 'segment', segmentId } } }),
  updateSegment: ({ segmentId }, own) => ({
    params: { id: own.segmentId },
    body: { condition: { type: 'segment', segmentId } },
  }),
  previewSegment: ({ segmentId }) => ({ body: { condition: { type: 'segment', segmentId } } }),
  listMatches: ({ segmentId }) => ({ body: { condition: { type: 'segment', segmentId } } }),
  previewMerge: (ids, own) => ({ params: { id: own.customerId }, query: { other: ids.customerId } }),
  mergeCustomers: (ids, own) => ({ params: { id: own.customerId }, body: { customerId: ids.customerId } }),
  unmergeCustomer: (ids, own) => ({ params: { id: own.customerId }, body: { customerId: ids.customerId } }),
  refuseMerge: (ids, own) => ({ params: { id: own.customerId }, body: { customerId: ids.customerId } }),
  writeOrder: (ids) => ({ body: { externalId: 'x', customer: { id: ids.customerId } } }),
  writeReview: (ids) => ({ body: { externalId: 'x', customer: { id: ids.customerId } } }),
  openPrivacyRequest: (ids) => ({ body: { kind: 'export', customerId: ids.customerId, askedHow: 'mail' } }),
  editMessage: (ids, own) => ({
    params: { id: own.messageId },
    body: { text: '@X', mentions: [{ kind: 'member', id: ids.memberId, start: 0, length: 2 }] },
  }),
  reactToMessage: (ids, own) => ({
    params: { id: own.conversationId },
    body: { messageId: ids.saidId, emoji: '👍' },
  }),
  createGreeting: (ids) => ({ body: { inboxId: ids.inboxId, name: 'G', texts: { en: 'May I help?' } } }),
  startConversation: (ids, own) => ({
    body: { customerId: ids.customerId, inboxId: own.inboxId, text: 'x' },
  }),
  logCall: (ids, own) => ({
    params: { id: own.customerId },
    body: {
      callDirection: 'inbound',
      outcome: 'missed',
      summary: '',
      callBack: { what: 'x', assigneeId: ids.memberId },
    },
  }),
  createTask: (ids, own) => ({
    body: { customerId: own.customerId, conversationId: ids.conversationId, what: 'x' },
  }),
  updateTask: (ids, own) => ({ params: { id: own.taskId }, body: { assigneeId: ids.memberId } }),
  stateNeed: (ids, own) => ({
    params: { id: own.customerId },
    body: { text: 'x', evidence: [ids.entryId] },
  }),
  changeNeed: (ids, own) => ({ params: { id: own.needId }, body: { evidence: [ids.entryId] } }),
  updateProfile: (ids, own) => ({ params: { id: own.customerId }, body: { ownerId: ids.memberId } }),
  assignConversation: (ids, own) => ({
    params: { id: own.conversationId },
    body: { memberId: ids.memberId },
  }),
  mergeConversation: (ids, own) => ({
    params: { id: own.conversationId },
    body: { intoId: ids.otherConversationId },
  }),
  mailConversation: (ids, own) => ({
    params: { id: own.conversationId },
    body: { to: ['boss@example.com'], messageIds: [ids.messageId] },
  }),
  splitConversation: (ids, own) => ({
    params: { id: own.conversationId },
    body: { messageIds: [ids.messageId] },
  }),
  closeConversation: (ids, own) => ({
    params: { id: own.conversationId },
    body: { reasonId: ids.reasonId },
  }),
  updateInbox: (ids, own) => ({ params: { id: own.inboxId }, body: { teamId: ids.teamId } }),
  setHours: ({ teamId }) => ({ body: { teamId, hours: openOnMondays } }),
  setAvailability: (ids, own) => ({
    params: { id: own.memberId },
    body: { choice: 'handing-over', handOverTo: ids.memberId },
  }),
  removeMember: (ids, own) => ({ params: { id: own.memberId }, body: { handOverTo: ids.memberId } }),
};
