// Generated from the OpenAPI document by `npm run sdk`. Do not edit.

/** What makes a customer one of a segment. */
export type SegmentCondition = SegmentTest | { "type": "all" | "any"; "not"?: boolean; "of": Array<SegmentTest | { "type": "all" | "any"; "not"?: boolean; "of": Array<SegmentTest | { "type": "all" | "any"; "not"?: boolean; "of": Array<SegmentTest> }> }> };

/** A test of what is known of a customer. */
export type SegmentTest = { "type": "attribute"; "not"?: boolean; "name": string; "test": { "op": "is" | "contains" | "starts"; "value": string } | { "op": "above" | "below"; "value": number } | { "op": "between"; "from": number; "to": number } | { "op": "before" | "after"; "at": string } | { "op": "within"; "days": number } | { "op": "yes" | "no" | "set" } | { "op": "has"; "value": string } } | { "type": "known"; "not"?: boolean; "field": "name" | "createdAt"; "test": { "op": "is" | "contains" | "starts"; "value": string } | { "op": "above" | "below"; "value": number } | { "op": "between"; "from": number; "to": number } | { "op": "before" | "after"; "at": string } | { "op": "within"; "days": number } | { "op": "yes" | "no" | "set" } | { "op": "has"; "value": string } } | { "type": "did"; "not"?: boolean; "kind": "event.tracked" | "page.viewed" | "message.received" | "message.sent" | "conversation.opened" | "call.logged" | "visit.logged" | "order.placed" | "order.cancelled" | "order.refunded" | "review.posted"; "name"?: string; "origin"?: { "property"?: "website" | "mobile" | "software" | "server"; "key"?: string }; "where"?: Array<{ "name": string; "test": { "op": "is" | "contains" | "starts"; "value": string } | { "op": "above" | "below"; "value": number } | { "op": "between"; "from": number; "to": number } | { "op": "before" | "after"; "at": string } | { "op": "within"; "days": number } | { "op": "yes" | "no" | "set" } | { "op": "has"; "value": string } }>; "times"?: { "op": "atLeast" | "atMost" | "exactly"; "count": number }; "when"?: { "op": "within"; "days": number } | { "op": "between"; "from": string; "to": string } } | { "type": "orders"; "not"?: boolean; "times"?: { "op": "atLeast" | "atMost" | "exactly"; "count": number }; "when"?: { "op": "within"; "days": number } | { "op": "between"; "from": string; "to": string } } | { "type": "spent"; "not"?: boolean; "currency": string; "test": { "op": "above" | "below"; "value": number } | { "op": "between"; "from": number; "to": number }; "when"?: { "op": "within"; "days": number } | { "op": "between"; "from": string; "to": string } } | { "type": "lastOrder"; "not"?: boolean; "test": { "op": "before" | "after"; "at": string } | { "op": "within"; "days": number } } | { "type": "consent"; "not"?: boolean; "channel": "email" | "phone" | "sms" | "messenger" | "post"; "topic": string; "said": "yes" | "no" | "nothing" } | { "type": "language"; "not"?: boolean; "language": string } | { "type": "channel"; "not"?: boolean; "channel": "email" | "phone" | "sms" | "chat" | "post" | null } | { "type": "owner"; "not"?: boolean; "memberId": string | null } | { "type": "identity"; "not"?: boolean; "kind": "email" | "phone" | "user" | "visitor"; "verified"?: boolean } | { "type": "stage"; "not"?: boolean; "stage": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null } | { "type": "segment"; "not"?: boolean; "segmentId": string };

/** What each operation takes and answers. */
export type Operations = {
  /** Joins the workspace and signs in; somebody who has an account gives its password. */
  acceptInvitation: {
    params: {};
    query: {};
    body: { "token": string; "name": string; "password": string };
    output: { "workspaceId": string; "memberId": string };
  };
  /** Adds a checklist to a conversation: from a template by `templateId`, or with a `name` and `items` of its own. */
  addChecklist: {
    params: {};
    query: {};
    body: { "conversationId": string; "templateId"?: string; "name"?: string; "items"?: Array<string> };
    output: { "id": string; "conversationId": string; "templateId": string | null; "name": string; "items": Array<{ "id": string; "text": string; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }>; "addedAt": string; "addedBy": { "kind": "customer" | "member" | "system"; "id": string | null } };
  };
  /** Adds an item at the end. */
  addChecklistItem: {
    params: { id: string };
    query: {};
    body: { "text": string };
    output: { "id": string; "conversationId": string; "templateId": string | null; "name": string; "items": Array<{ "id": string; "text": string; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }>; "addedAt": string; "addedBy": { "kind": "customer" | "member" | "system"; "id": string | null } };
  };
  /** Says that a customer belongs to a company, and what they do there; without `role` that stays. */
  addCompanyPerson: {
    params: { id: string; customerId: string };
    query: {};
    body: { "role"?: string | null };
    output: { "customer": { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }; "role": string | null; "verified": boolean };
  };
  /** Puts a member into a team; who is in it stays in it. */
  addTeamMember: {
    params: { id: string; memberId: string };
    query: {};
    body: undefined;
    output: { "id": string; "name": string; "memberIds": Array<string>; "routing": "by-hand" | "round-robin" | "least-loaded"; "capacities": Record<string, number>; "createdAt": string; "archivedAt": string | null };
  };
  /** Says that the session’s visitor is the one whom a tracking library on the page knows by this id: both stand on one timeline. Opens nothing to the session. */
  adoptVisitor: {
    params: {};
    query: {};
    body: { "anonymousId": string };
    output: undefined;
  };
  /** Gives a conversation to a member or to a team, or to nobody. Without `teamId` it stays with its team; without `memberId` it stays with its member who is in the team that it goes to, and with nobody else. */
  assignConversation: {
    params: { id: string };
    query: {};
    body: { "memberId"?: string | null; "teamId"?: string | null };
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Blocks a customer: their conversations are spam, and what they write is written down there, opens nothing and is told to nobody. They see nothing of it. Blocking a blocked one changes nothing. */
  blockCustomer: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "since": string | null; "memberId": string | null; "messages": number };
  };
  /** Stops after the conversation under way. What is done stays, until it is undone. */
  cancelBulk: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "actions": Array<{ "type": "assign"; "memberId": string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "until": string | null } | { "type": "close"; "reasonId"?: string } | { "type": "reopen" } | { "type": "spam" }>; "state": "running" | "done" | "cancelled" | "undoing" | "undone"; "total": number; "counts": { "waiting": number; "done": number; "same": number; "failed": number; "undone": number; "kept": number }; "createdAt": string; "endedAt": string | null };
  };
  /** Stops after the batch under way. What is done stays, until it is undone. */
  cancelImport: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "origin": "console" | "command"; "fileName": string; "bytes": number; "format": { "kind": string; "delimiter"?: string; "encoding"?: string }; "columns": Array<string>; "map": { "key": Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string }; "state": "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; "memberId": string | null; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "progress": { "done": number; "total": number | null } | null; "foreseen": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number; "refused": Array<{ "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "made": Array<{ "row": number; "outcome": string; "fields": Record<string, string> }> } | null; "undone": { "takenBack": Record<string, number>; "left": Record<string, number> } | null; "failure": string | null; "hasErrors": boolean; "createdAt": string; "startedAt": string | null; "endedAt": string | null };
  };
  /** Takes a message back before it is sent, and answers what stood in it. Its files may be sent again by whoever wrote it, within a day; anybody else is told none. */
  cancelScheduledMessage: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "note": boolean; "text": string; "rich": Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "mentions": Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "actions": Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "uploads": Array<{ "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number; "uploadId": string }> };
  };
  /** Changes what is sent, and leaves the rest. What is known stays; what does not fit a new type is shown with a warning. */
  changeAttribute: {
    params: { key: string };
    query: { subject?: "customer" | "conversation" };
    body: { "name"?: string; "description"?: string; "type"?: "text" | "number" | "date" | "boolean" | "choice" | "list"; "options"?: Array<string>; "archived"?: boolean };
    output: { "subject": "customer" | "conversation"; "key": string; "type": "text" | "number" | "date" | "boolean" | "choice" | "list"; "name": string; "description": string; "options": Array<string>; "place": number; "archived": boolean };
  };
  /** Changes its name, or the order of its items: `itemIds` are all of them. */
  changeChecklist: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "itemIds"?: Array<string> };
    output: { "id": string; "conversationId": string; "templateId": string | null; "name": string; "items": Array<{ "id": string; "text": string; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }>; "addedAt": string; "addedBy": { "kind": "customer" | "member" | "system"; "id": string | null } };
  };
  /** Changes what an item says. */
  changeChecklistItem: {
    params: { id: string };
    query: {};
    body: { "text": string };
    output: { "id": string; "conversationId": string; "templateId": string | null; "name": string; "items": Array<{ "id": string; "text": string; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }>; "addedAt": string; "addedBy": { "kind": "customer" | "member" | "system"; "id": string | null } };
  };
  /** Changes what is sent, and leaves the rest. Checklists that were made from it stay as they are; an archived one is offered no more. */
  changeChecklistTemplate: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "items"?: Array<string>; "archived"?: boolean };
    output: { "id": string; "name": string; "items": Array<string>; "archived": boolean };
  };
  /** Sets whether a reason is asked for: `never`, `offered`, or `required`, where closing without one is refused with `reason-needed`. While no reason is in use, none is asked for. */
  changeClosing: {
    params: {};
    query: {};
    body: { "asks": "never" | "offered" | "required" };
    output: { "asks": "never" | "offered" | "required"; "reasons": Array<{ "id": string; "name": string; "archived": boolean }> };
  };
  /** Puts an important date in place of the one that it was. */
  changeDate: {
    params: { id: string };
    query: {};
    body: { "dateKind": "birthday" | "renewal" | "anniversary" | "other"; "name"?: string | null; "month": number; "day": number; "year"?: number | null; "yearly"?: boolean; "remindDays"?: number | null };
    output: { "dateKind": "birthday" | "renewal" | "anniversary" | "other"; "name": string | null; "month": number; "day": number; "year": number | null; "yearly": boolean; "remindDays": number | null; "id": string; "nextOn": string | null };
  };
  /** Changes what is sent, and leaves the rest. `place`: where it is tried among those of its inbox, from 0. */
  changeGreeting: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "texts"?: { "en"?: string; "zh-CN"?: string; "pt-BR"?: string }; "active"?: boolean; "pages"?: Array<{ "test": "contains" | "starts" | "equals"; "text": string }>; "seconds"?: number; "pagesSeen"?: number; "visitors"?: "all" | "new" | "returning"; "attribute"?: { "name": string; "value": string } | null; "whenOpen"?: boolean; "whenOnline"?: boolean; "days"?: number; "place"?: number };
    output: { "id": string; "inboxId": string; "name": string; "texts": { "en"?: string; "zh-CN"?: string; "pt-BR"?: string }; "active": boolean; "pages": Array<{ "test": "contains" | "starts" | "equals"; "text": string }>; "seconds": number; "pagesSeen": number; "visitors": "all" | "new" | "returning"; "attribute": { "name": string; "value": string } | null; "whenOpen": boolean; "whenOnline": boolean; "days": number; "counts": { "shown": number; "opened": number; "dismissed": number; "answered": number } };
  };
  /** Changes what is sent, and leaves the rest. */
  changeMacro: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "text"?: string; "kind"?: "reply" | "note"; "actions"?: Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "shared"?: boolean };
    output: { "id": string; "name": string; "text": string; "kind": "reply" | "note"; "actions": Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "shared": boolean; "uses": number };
  };
  /** Changes what is sent, and leaves the rest. `evidence` takes the place of all that was there. */
  changeNeed: {
    params: { id: string };
    query: {};
    body: { "needKind"?: "need" | "expectation"; "text"?: string; "evidence"?: Array<string> };
    output: { "id": string; "needKind": "need" | "expectation"; "text": string; "evidence": Array<{ "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown> }>; "statedAt": string; "statedBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "metAt": string | null; "metBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null };
  };
  /** Changes the text of a note, or pins it. What it said before stays in the timeline. */
  changeNote: {
    params: { id: string };
    query: {};
    body: { "text"?: string; "pinned"?: boolean };
    output: { "id": string; "text": string; "pinned": boolean; "writtenAt": string; "writtenBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "changedAt": string | null; "changedBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null };
  };
  /** Changes how the calling member wants to be told, from now on. */
  changeNotificationSettings: {
    params: {};
    query: {};
    body: { "kinds": { "mention": { "app": boolean; "push": boolean; "mail": boolean }; "held"?: { "app": boolean; "push": boolean; "mail": boolean }; "assigned": { "app": boolean; "push": boolean; "mail": boolean }; "message": { "app": boolean; "push": boolean; "mail": boolean }; "woken": { "app": boolean; "push": boolean; "mail": boolean }; "opened": { "app": boolean; "push": boolean; "mail": boolean }; "reminder": { "app": boolean; "push": boolean; "mail": boolean } }; "mail": "never" | "ten-minutes" | "hourly" | "daily"; "quiet": { "from": string; "to": string } | null; "hideText": boolean; "sound": boolean };
    output: { "kinds": { "mention": { "app": boolean; "push": boolean; "mail": boolean }; "held": { "app": boolean; "push": boolean; "mail": boolean }; "assigned": { "app": boolean; "push": boolean; "mail": boolean }; "message": { "app": boolean; "push": boolean; "mail": boolean }; "woken": { "app": boolean; "push": boolean; "mail": boolean }; "opened": { "app": boolean; "push": boolean; "mail": boolean }; "reminder": { "app": boolean; "push": boolean; "mail": boolean } }; "mail": "never" | "ten-minutes" | "hourly" | "daily"; "quiet": { "from": string; "to": string } | null; "hideText": boolean; "sound": boolean };
  };
  /** Changes the password and ends all other sessions. */
  changePassword: {
    params: {};
    query: {};
    body: { "currentPassword": string; "password": string };
    output: undefined;
  };
  /** Changes what is sent, and leaves the rest. The time can be moved until it has come. */
  changePromise: {
    params: { id: string };
    query: {};
    body: { "what"?: string; "due"?: { "date": string; "time"?: string | null; "timeZone"?: string }; "memberId"?: string | null };
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string; "what": string; "memberId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string }; "public": boolean; "state": "open" | "kept" | "broken" | "late" | "withdrawn"; "moves": number; "warnAt": string | null; "madeAt": string; "madeBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "endedAt": string | null };
  };
  /** Changes what is sent, and leaves the rest. An archived reason stays where it is and is offered no more. */
  changeReason: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "archived"?: boolean };
    output: { "id": string; "name": string; "archived": boolean };
  };
  /** Changes a member's role. Only owners make, change or remove owners. */
  changeRole: {
    params: { id: string };
    query: {};
    body: { "role": "owner" | "admin" | "agent" | "viewer" };
    output: { "id": string; "name": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "joinedAt": string };
  };
  /** Gives a message another time, or changes whether it is held when the customer writes. One that is held waits again. Of a shared draft, `text` or `rich` may change: `revision` is the one that its writer had before them. */
  changeScheduledMessage: {
    params: { id: string };
    query: {};
    body: { "at"?: { "date": string; "time": string; "timeZone"?: string } | { "seconds": number }; "unlessCustomerWrites"?: boolean; "text"?: string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "revision"?: number };
    output: { "id": string; "conversationId": string; "memberId": string; "note": boolean; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "actions"?: Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "said": { "date": string; "time": string; "timeZone": string } | null; "sendAt": string; "unlessCustomerWrites": boolean; "undo": boolean; "held": "customer-wrote" | "newer-reply" | "spam" | "late" | "author-left" | "no-right" | "refused" | "draft" | null; "revision": number; "changedBy": string | null; "scheduledAt": string };
  };
  /** Changes the rule, for all that ever happened. Without lines: the one that a workspace begins with. */
  changeStageRule: {
    params: {};
    query: {};
    body: { "lines": Array<{ "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "consent.changed" | "profile.updated" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.unmerged" | "conversation.split" | "conversation.mailed" | "conversation.mail_failed" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "checklist.added" | "checklist.removed" | "checklist.item_ticked" | "checklist.item_unticked"; "pattern": string | null; "stage": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null }> | null };
    output: { "lines": Array<{ "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "consent.changed" | "profile.updated" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.unmerged" | "conversation.split" | "conversation.mailed" | "conversation.mail_failed" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "checklist.added" | "checklist.removed" | "checklist.item_ticked" | "checklist.item_unticked"; "pattern": string | null; "stage": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null }>; "isDefault": boolean };
  };
  /** Changes what is sent, and leaves the rest. An archived tag stays where it is and is offered no more. */
  changeTag: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "colour"?: "grey" | "red" | "orange" | "yellow" | "green" | "teal" | "blue" | "violet" | "pink"; "archived"?: boolean };
    output: { "id": string; "name": string; "colour": "grey" | "red" | "orange" | "yellow" | "green" | "teal" | "blue" | "violet" | "pink"; "archived": boolean };
  };
  /** Changes what is sent, and leaves the rest. */
  changeView: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "filter"?: { "status"?: "open" | "snoozed" | "closed" | "spam"; "assignees"?: Array<"me" | "none" | string>; "teams"?: Array<"mine" | "none" | string>; "inboxIds"?: Array<string>; "tagIds"?: Array<string>; "priorities"?: Array<"low" | "normal" | "high" | "urgent">; "segmentId"?: string; "language"?: string; "waitingMinutes"?: number; "reasonIds"?: Array<"none" | string>; "closedDays"?: number; "attributes"?: Array<{ "key": string; "value"?: string }>; "mentioned"?: true }; "order"?: "newest" | "waiting" | "priority"; "shared"?: boolean };
    output: { "id": string; "name": string; "filter": { "status"?: "open" | "snoozed" | "closed" | "spam"; "assignees"?: Array<"me" | "none" | string>; "teams"?: Array<"mine" | "none" | string>; "inboxIds"?: Array<string>; "tagIds"?: Array<string>; "priorities"?: Array<"low" | "normal" | "high" | "urgent">; "segmentId"?: string; "language"?: string; "waitingMinutes"?: number; "reasonIds"?: Array<"none" | string>; "closedDays"?: number; "attributes"?: Array<{ "key": string; "value"?: string }>; "mentioned"?: true }; "order": "newest" | "waiting" | "priority"; "shared": boolean };
  };
  /** Starts a dry run: what would be created, changed and refused. Nothing is kept of it. */
  checkImport: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "origin": "console" | "command"; "fileName": string; "bytes": number; "format": { "kind": string; "delimiter"?: string; "encoding"?: string }; "columns": Array<string>; "map": { "key": Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string }; "state": "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; "memberId": string | null; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "progress": { "done": number; "total": number | null } | null; "foreseen": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number; "refused": Array<{ "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "made": Array<{ "row": number; "outcome": string; "fields": Record<string, string> }> } | null; "undone": { "takenBack": Record<string, number>; "left": Record<string, number> } | null; "failure": string | null; "hasErrors": boolean; "createdAt": string; "startedAt": string | null; "endedAt": string | null };
  };
  /** What an invitation link is for; `hasAccount`: sign in with the existing password. */
  checkInvitation: {
    params: {};
    query: {};
    body: { "token": string };
    output: { "workspaceName": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "hasAccount": boolean };
  };
  /** Says whether a set-up token is still good. */
  checkSetup: {
    params: {};
    query: {};
    body: { "token": string };
    output: undefined;
  };
  /** Closes a conversation, for a reason where one is named. Without one it is refused with `reason-needed` where the workspace requires it. Closing a closed one changes nothing. */
  closeConversation: {
    params: { id: string };
    query: {};
    body: { "reasonId"?: string } | undefined;
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Closes a request as done or refused, with the reason; or opens it again. */
  closePrivacyRequest: {
    params: { id: string };
    query: {};
    body: { "state": "open" | "done" | "refused"; "reason"?: string };
    output: { "request": { "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null }; "steps": Array<{ "id": string; "step": "export-started" | "export-made" | "export-downloaded" | "export-gone" | "corrected" | "erasing" | "erased" | "restricted" | "lifted" | "objected" | "noted" | "done" | "refused" | "reopened"; "detail": string; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "at": string }>; "exports": Array<{ "id": string; "state": "waiting" | "running" | "done" | "failed" | "gone"; "done": number; "of": number; "bytes": number; "expiresAt": string | null; "failure": string | null }>; "erasure": { "id": string; "state": "running" | "done" | "failed"; "stage": string; "lookedAt": number; "rewritten": number; "failure": string | null } | null };
  };
  /** Says that a task is done; a done one stays as it is. */
  completeTask: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string | null; "what": string; "assigneeId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string } | null; "remind": { "kind": "at"; "date": string; "time": string; "timeZone": string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null; "remindAt": string | null; "createdAt": string; "createdBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null; "dateId": string | null };
  };
  /** Turns two-factor sign-in on by a first code from the app. */
  confirmTwoFactor: {
    params: {};
    query: {};
    body: { "code": string };
    output: undefined;
  };
  /** Puts right what is wrong: the name, an address in the place of another, an attribute. */
  correctCustomer: {
    params: { id: string };
    query: {};
    body: { "name"?: string | null; "replace"?: { "kind": "email" | "phone" | "user"; "value": string }; "by"?: { "kind": "email" | "phone" | "user"; "value": string } | null; "attributes"?: Record<string, unknown> };
    output: { "request": { "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null }; "steps": Array<{ "id": string; "step": "export-started" | "export-made" | "export-downloaded" | "export-gone" | "corrected" | "erasing" | "erased" | "restricted" | "lifted" | "objected" | "noted" | "done" | "refused" | "reopened"; "detail": string; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "at": string }>; "exports": Array<{ "id": string; "state": "waiting" | "running" | "done" | "failed" | "gone"; "done": number; "of": number; "bytes": number; "expiresAt": string | null; "failure": string | null }>; "erasure": { "id": string; "state": "running" | "done" | "failed"; "stage": string; "lookedAt": number; "rewritten": number; "failure": string | null } | null };
  };
  /** How many customers there are, counted up to 10000. */
  countCustomers: {
    params: {};
    query: {};
    body: undefined;
    output: { "count": number; "isWhole": boolean };
  };
  /** How conversations ended: how many are closed for each reason, and for none, of those that were closed in the last days. What was opened again, or is spam, is not among them. */
  countEndings: {
    params: {};
    query: { days?: number };
    body: undefined;
    output: { "data": Array<{ "reasonId": string | null; "count": number }> };
  };
  /** In which conversations something is to be sent later, those with the next one first; at most 500. */
  countScheduledMessages: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "conversationId": string; "count": number; "held": number; "drafts": number }> };
  };
  /** How many conversations stand in each view: `mine`, `unassigned`, `all`, `snoozed`, and saved ones by their id. What is open or snoozed is counted to the last one; what is closed or spam up to a bound. */
  countViews: {
    params: {};
    query: {};
    body: undefined;
    output: { "counts": Record<string, { "count": number; "isMore": boolean }> };
  };
  /** Makes a template of checklists. Names differ by more than capitals. */
  createChecklistTemplate: {
    params: {};
    query: {};
    body: { "name": string; "items": Array<string> };
    output: { "id": string; "name": string; "items": Array<string>; "archived": boolean };
  };
  /** Writes down a company. Its id of the business and its domains are its own alone. */
  createCompany: {
    params: {};
    query: {};
    body: { "name": string; "externalId"?: string | null; "domains"?: Array<string>; "website"?: string | null; "size"?: string | null; "address"?: string | null; "note"?: string | null; "attributes"?: Record<string, string | number | boolean | Array<string | number | boolean> | null> };
    output: { "id": string; "name": string | null; "externalId": string | null; "domains": Array<string>; "website": string | null; "size": string | null; "address": string | null; "note": string | null; "attributes": Record<string, unknown>; "verified": boolean; "people": number; "createdAt": string; "archivedAt": string | null };
  };
  /** Writes down a customer by hand. */
  createCustomer: {
    params: {};
    query: {};
    body: { "name"?: string | null; "identities"?: Array<{ "kind": "email" | "phone" | "user"; "value": string }> };
    output: { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null };
  };
  /** Adds a greeting to an inbox, as the last one that is tried. */
  createGreeting: {
    params: {};
    query: {};
    body: { "inboxId": string; "name": string; "texts": { "en"?: string; "zh-CN"?: string; "pt-BR"?: string }; "active"?: boolean; "pages"?: Array<{ "test": "contains" | "starts" | "equals"; "text": string }>; "seconds"?: number; "pagesSeen"?: number; "visitors"?: "all" | "new" | "returning"; "attribute"?: { "name": string; "value": string } | null; "whenOpen"?: boolean; "whenOnline"?: boolean; "days"?: number };
    output: { "id": string; "inboxId": string; "name": string; "texts": { "en"?: string; "zh-CN"?: string; "pt-BR"?: string }; "active": boolean; "pages": Array<{ "test": "contains" | "starts" | "equals"; "text": string }>; "seconds": number; "pagesSeen": number; "visitors": "all" | "new" | "returning"; "attribute": { "name": string; "value": string } | null; "whenOpen": boolean; "whenOnline": boolean; "days": number; "counts": { "shown": number; "opened": number; "dismissed": number; "answered": number } };
  };
  /** Begins an import: its file is sent in parts afterwards. */
  createImport: {
    params: {};
    query: {};
    body: { "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "fileName": string; "bytes": number };
    output: { "id": string; "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "origin": "console" | "command"; "fileName": string; "bytes": number; "format": { "kind": string; "delimiter"?: string; "encoding"?: string }; "columns": Array<string>; "map": { "key": Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string }; "state": "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; "memberId": string | null; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "progress": { "done": number; "total": number | null } | null; "foreseen": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number; "refused": Array<{ "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "made": Array<{ "row": number; "outcome": string; "fields": Record<string, string> }> } | null; "undone": { "takenBack": Record<string, number>; "left": Record<string, number> } | null; "failure": string | null; "hasErrors": boolean; "createdAt": string; "startedAt": string | null; "endedAt": string | null };
  };
  /** Adds an inbox. */
  createInbox: {
    params: {};
    query: {};
    body: { "name": string; "channel": "webchat"; "settings"?: { "sites"?: Array<string>; "color"?: string; "greeting"?: string; "position"?: "right" | "left"; "introduction"?: { "name": "no" | "optional" | "required"; "email": "no" | "optional" | "required"; "question": "no" | "optional" | "required"; "questionText": string } } } | { "name": string; "channel": "email"; "settings": { "address": string; "aliases"?: Array<string>; "senderName"?: string; "senderStyle"?: "inbox" | "agent"; "receiving"?: { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string; "folder": string; "startAt": "now" | "all" } | null; "sending"?: { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string } | null; "plusAddressing"?: boolean; "signature"?: string; "quoteHistory"?: boolean; "trustedServers"?: Array<string>; "acknowledgement"?: { "subject": string; "text": string } | null }; "password"?: string };
    output: { "id": string; "name": string; "teamId": string | null; "createdAt": string; "can": { "edits": "shown" | "no"; "deletes": boolean; "shows": { "marks": Array<"bold" | "italic" | "strike" | "code" | "link">; "lines": Array<"text" | "quote" | "pre" | "bullet" | "number"> }; "textLengthMax": number }; "channel": "webchat"; "settings": { "sites": Array<string>; "color": string; "greeting": string; "position": "right" | "left"; "introduction"?: { "name": "no" | "optional" | "required"; "email": "no" | "optional" | "required"; "question": "no" | "optional" | "required"; "questionText": string } } } | { "id": string; "name": string; "teamId": string | null; "createdAt": string; "can": { "edits": "shown" | "no"; "deletes": boolean; "shows": { "marks": Array<"bold" | "italic" | "strike" | "code" | "link">; "lines": Array<"text" | "quote" | "pre" | "bullet" | "number"> }; "textLengthMax": number }; "channel": "email"; "settings": { "address": string; "aliases": Array<string>; "senderName": string; "senderStyle": "inbox" | "agent"; "receiving": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string; "folder": string; "startAt": "now" | "all" } | null; "sending": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string } | null; "plusAddressing": boolean; "signature": string; "quoteHistory": boolean; "trustedServers": Array<string>; "acknowledgement": { "subject": string; "text": string } | null } };
  };
  /** Makes a key. Its secret is in this answer and nowhere else. `property` is what sends events with it: absent, a website with a write key and a server with a server key. */
  createKey: {
    params: {};
    query: {};
    body: { "name": string; "kind": "api" | "write" | "server"; "property"?: "website" | "mobile" | "software" | "server" };
    output: { "id": string; "name": string; "kind": "api" | "write" | "server"; "property": "website" | "mobile" | "software" | "server" | null; "prefix": string; "memberId": string; "createdAt": string; "lastUsedAt": string | null; "secret": string };
  };
  /** Makes a macro: a text, something to do, or both. */
  createMacro: {
    params: {};
    query: {};
    body: { "name": string; "text"?: string; "kind"?: "reply" | "note"; "actions"?: Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "shared"?: boolean };
    output: { "id": string; "name": string; "text": string; "kind": "reply" | "note"; "actions": Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "shared": boolean; "uses": number };
  };
  /** Makes a reason for closing. Names differ by more than capitals. */
  createReason: {
    params: {};
    query: {};
    body: { "name": string };
    output: { "id": string; "name": string; "archived": boolean };
  };
  /** Makes a link by which a member sets a new password; by mail where mail is set up. */
  createResetLink: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "link": string | null; "expiresAt": string };
  };
  /** Makes a segment. Who is in it is found out in the background; `progress` tells how far that is. */
  createSegment: {
    params: {};
    query: {};
    body: { "name": string; "condition": SegmentCondition };
    output: { "id": string; "name": string; "condition": SegmentCondition; "ownerId": string | null; "count": number; "change": number; "progress": { "done": number; "total": number } | null; "usedBy": Array<{ "id": string; "name": string }>; "createdAt": string; "changedAt": string; "archivedAt": string | null };
  };
  /** Makes a tag. Names differ by more than capitals. */
  createTag: {
    params: {};
    query: {};
    body: { "name": string; "colour"?: "grey" | "red" | "orange" | "yellow" | "green" | "teal" | "blue" | "violet" | "pink" };
    output: { "id": string; "name": string; "colour": "grey" | "red" | "orange" | "yellow" | "green" | "teal" | "blue" | "violet" | "pink"; "archived": boolean };
  };
  /** Makes a task for a customer. Without `assigneeId` it is the calling member’s own; null gives it to nobody. */
  createTask: {
    params: {};
    query: {};
    body: { "what": string; "assigneeId"?: string | null; "due"?: { "date": string; "time"?: string | null; "timeZone"?: string } | null; "remind"?: { "kind": "at"; "date": string; "time": string; "timeZone"?: string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null; "customerId": string; "conversationId"?: string | null };
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string | null; "what": string; "assigneeId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string } | null; "remind": { "kind": "at"; "date": string; "time": string; "timeZone": string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null; "remindAt": string | null; "createdAt": string; "createdBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null; "dateId": string | null };
  };
  /** Makes a team. */
  createTeam: {
    params: {};
    query: {};
    body: { "name": string };
    output: { "id": string; "name": string; "memberIds": Array<string>; "routing": "by-hand" | "round-robin" | "least-loaded"; "capacities": Record<string, number>; "createdAt": string; "archivedAt": string | null };
  };
  /** Keeps a view. Sharing one asks for the right to write in conversations. */
  createView: {
    params: {};
    query: {};
    body: { "name": string; "filter": { "status"?: "open" | "snoozed" | "closed" | "spam"; "assignees"?: Array<"me" | "none" | string>; "teams"?: Array<"mine" | "none" | string>; "inboxIds"?: Array<string>; "tagIds"?: Array<string>; "priorities"?: Array<"low" | "normal" | "high" | "urgent">; "segmentId"?: string; "language"?: string; "waitingMinutes"?: number; "reasonIds"?: Array<"none" | string>; "closedDays"?: number; "attributes"?: Array<{ "key": string; "value"?: string }>; "mentioned"?: true }; "order"?: "newest" | "waiting" | "priority"; "shared"?: boolean };
    output: { "id": string; "name": string; "filter": { "status"?: "open" | "snoozed" | "closed" | "spam"; "assignees"?: Array<"me" | "none" | string>; "teams"?: Array<"mine" | "none" | string>; "inboxIds"?: Array<string>; "tagIds"?: Array<string>; "priorities"?: Array<"low" | "normal" | "high" | "urgent">; "segmentId"?: string; "language"?: string; "waitingMinutes"?: number; "reasonIds"?: Array<"none" | string>; "closedDays"?: number; "attributes"?: Array<{ "key": string; "value"?: string }>; "mentioned"?: true }; "order": "newest" | "waiting" | "priority"; "shared": boolean };
  };
  /** Makes an address that another system can send to. Its secret is shown this once. */
  createWebhook: {
    params: {};
    query: {};
    body: { "name": string; "signing": { "scheme": "standard" } | { "scheme": "hmac"; "header": string; "encoding": "hex" | "base64"; "prefix"?: string; "timestamp"?: "none" | "header" | "in-signature"; "timestampHeader"?: string | null; "toleranceSeconds"?: number; "idHeader"?: string | null }; "secret"?: string };
    output: { "id": string; "name": string; "url": string; "signing": { "scheme": "standard" } | { "scheme": "hmac"; "header": string; "encoding": "hex" | "base64"; "prefix": string; "timestamp": "none" | "header" | "in-signature"; "timestampHeader": string | null; "toleranceSeconds": number; "idHeader": string | null }; "mappings": Array<{ "makes": "customers" | "companies" | "orders" | "refunds" | "reviews" | "events"; "list": string | null; "when": { "path": string; "values": Array<string> } | null; "key": Array<string>; "fields": Record<string, { "path": string; "values"?: Record<string, string>; "unit"?: "major" | "minor"; "dates"?: "day-first" | "month-first" } | { "constant": string } | { "received": true }>; "country"?: string }>; "isLive": boolean; "keptDays": number; "previousUntil": string | null; "lastAt": string | null; "failed": number; "createdAt": string; "secret": string };
  };
  /** Applies the setting to the network addresses that are stored already, in the background. */
  cutStoredAddresses: {
    params: {};
    query: {};
    body: undefined;
    output: { "erasure": { "id": string; "state": "running" | "done" | "failed"; "stage": string; "lookedAt": number; "rewritten": number; "failure": string | null } };
  };
  /** Defines an attribute. `key` is the name that tracking calls, imports and the API use for it. */
  defineAttribute: {
    params: {};
    query: {};
    body: { "subject"?: "customer" | "conversation"; "key": string; "name": string; "type": "text" | "number" | "date" | "boolean" | "choice" | "list"; "description"?: string; "options"?: Array<string> };
    output: { "subject": "customer" | "conversation"; "key": string; "type": "text" | "number" | "date" | "boolean" | "choice" | "list"; "name": string; "description": string; "options": Array<string>; "place": number; "archived": boolean };
  };
  /** Deletes a reply or a note: one’s own, and as an owner or admin anybody’s of the team. In its place stands that it was deleted, without its text and files. */
  deleteMessage: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "conversationId": string; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "mail"?: { "mailId": string; "subject": string; "from": { "name": string; "address": string }; "replyTo"?: { "name": string; "address": string }; "to": Array<{ "name": string; "address": string }>; "cc": Array<{ "name": string; "address": string }>; "writtenAt": string | null; "isVerified": boolean; "parts"?: Array<{ "kind": "new" | "quote" | "signature"; "text": string }>; "hasPage": boolean; "automatic"?: "auto-reply" | "list" | "bulk" | "report" | "challenge"; "calendar"?: Array<{ "method": "request" | "reply" | "cancel" | "publish"; "summary": string; "startsAt": string | null; "endsAt": string | null; "allDay": boolean; "location": string; "organizer": { "name": string; "address": string } | null }>; "problem"?: string; "isCut"?: true }; "copies"?: { "cc": Array<string>; "bcc": Array<string> }; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "position": string; "state": "received" | "sent" | "noted"; "reaction"?: "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎"; "changed"?: { "revision": number; "editedAt": string | null; "deletedAt": string | null; "deletedBy": string | null } };
  };
  /** Deletes a note: one’s own, or any with the permission `notes:manage`. */
  deleteNote: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Removes a webhook with what is kept of its deliveries. What they made stays. */
  deleteWebhook: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Sets attributes that the workspace defined for conversations; null takes one away. */
  describeConversation: {
    params: { id: string };
    query: {};
    body: { "attributes": Record<string, string | number | boolean | Array<string | number | boolean> | null> };
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Sets attributes; null takes one away. What a member says counts before what systems claim. */
  describeCustomer: {
    params: { id: string };
    query: {};
    body: { "attributes": Record<string, string | number | boolean | Array<string | number | boolean> | null> };
    output: { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null };
  };
  /** Finds out how the mailbox of an address is reached: by a list of providers, by DNS (RFC 6186) or by its autoconfiguration. */
  discoverMailbox: {
    params: {};
    query: {};
    body: { "address": string };
    output: { "receiving": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string } | null; "sending": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string } | null; "foundBy": "provider" | "srv" | "autoconfig" | "guess"; "hint": "app-password" | "enable-imap" | "authorization-code" | "provider-sign-in" | "no-mailbox" | null; "provider": string | null; "isOwn": boolean; "plusAddressing": boolean; "trustedServer": string | null };
  };
  /** Changes the text of a reply or a note that the calling member wrote; a reply for 24 hours. Where the customer reads it, the new text stands there, marked as edited. What it said before stays readable for members. */
  editMessage: {
    params: { id: string };
    query: {};
    body: { "text"?: string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }> };
    output: { "id": string; "conversationId": string; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "mail"?: { "mailId": string; "subject": string; "from": { "name": string; "address": string }; "replyTo"?: { "name": string; "address": string }; "to": Array<{ "name": string; "address": string }>; "cc": Array<{ "name": string; "address": string }>; "writtenAt": string | null; "isVerified": boolean; "parts"?: Array<{ "kind": "new" | "quote" | "signature"; "text": string }>; "hasPage": boolean; "automatic"?: "auto-reply" | "list" | "bulk" | "report" | "challenge"; "calendar"?: Array<{ "method": "request" | "reply" | "cancel" | "publish"; "summary": string; "startsAt": string | null; "endsAt": string | null; "allDay": boolean; "location": string; "organizer": { "name": string; "address": string } | null }>; "problem"?: string; "isCut"?: true }; "copies"?: { "cc": Array<string>; "bcc": Array<string> }; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "position": string; "state": "received" | "sent" | "noted"; "reaction"?: "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎"; "changed"?: { "revision": number; "editedAt": string | null; "deletedAt": string | null; "deletedBy": string | null } };
  };
  /** Ends the conversation at the word of the visitor. The next message opens it again. */
  endVisitorConversation: {
    params: {};
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Ends the session: the token is worthless afterwards. */
  endVisitorSession: {
    params: {};
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Ends a sign-in by the code of an authenticator app or a recovery code. */
  enterCode: {
    params: {};
    query: {};
    body: { "code": string };
    output: { "status": "signed-in" };
  };
  /** The conversations of a view, or the one that is named, as a file: `csv` is a table of what the list shows, in its order; `jsonl` has a conversation with its messages and notes on each line, `vcon` a vCon (draft-ietf-vcon-vcon-core, syntax 0.4.0) on each line. At most 100000 conversations. Who took what along stands in the audit log. */
  exportConversations: {
    params: {};
    query: { status?: "open" | "snoozed" | "closed" | "spam"; assignee?: string; team?: string; inbox?: string; tag?: string; priority?: string; segment?: string; language?: string; waitingMinutes?: number; reason?: string; closedDays?: number; attribute?: string; mentioned?: "true"; format: "csv" | "jsonl" | "vcon"; order?: "newest" | "waiting" | "priority"; conversation?: string };
    body: undefined;
    output: undefined;
  };
  /** The customers in a segment as a CSV file (UTF-8). */
  exportSegment: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Looks through a range of time in the mailbox for what is not here yet. What is here stays as it is. */
  fillMailRange: {
    params: { id: string };
    query: {};
    body: { "after": string; "before": string };
    output: { "lookedAt": string | null; "wellAt": string | null; "onServer": number | null; "gap": number; "trouble": "credentials" | "unreachable" | "refused" | "other" | null; "reason": string | null; "waiting": number; "recorded": number; "rejected": number; "quarantined": number; "left": Array<{ "note": string; "count": number }>; "lastMailAt": string | null; "isSilent": boolean; "isFilling": boolean; "filled": number | null };
  };
  /** Makes an anonymous visitor known by a signed token; another user gets a new session instead. */
  identifyVisitor: {
    params: {};
    query: {};
    body: { "identityToken": string };
    output: { "token": string; "verified": true; "name": string | null };
  };
  /** What an anonymous visitor answers to the questions of the inbox, once a session. Claims: no address is believed, nobody is joined by it. */
  introduceVisitor: {
    params: {};
    query: {};
    body: { "name"?: string; "email"?: string; "answer"?: string };
    output: undefined;
  };
  /** Invites somebody, by mail or by a link to hand over. */
  inviteMember: {
    params: {};
    query: {};
    body: { "email": string; "role": "owner" | "admin" | "agent" | "viewer" };
    output: { "id": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "createdAt": string; "expiresAt": string; "link": string | null };
  };
  /** Says that a promise was kept: late, when its time has passed. */
  keepPromise: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string; "what": string; "memberId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string }; "public": boolean; "state": "open" | "kept" | "broken" | "late" | "withdrawn"; "moves": number; "warnAt": string | null; "madeAt": string; "madeBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "endedAt": string | null };
  };
  /** Links two conversations, also of different customers. Linked ones stay as they are. */
  linkConversations: {
    params: { id: string; otherId: string };
    query: {};
    body: undefined;
    output: { "merged": Array<{ "conversation": { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string }; "mergedAt": string; "mergedBy": string | null }>; "linked": Array<{ "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string }> };
  };
  /** The attributes of customers, or of conversations, that the workspace defined, in their order, archived ones too. */
  listAttributes: {
    params: {};
    query: { subject?: "customer" | "conversation" };
    body: undefined;
    output: { "data": Array<{ "subject": "customer" | "conversation"; "key": string; "type": "text" | "number" | "date" | "boolean" | "choice" | "list"; "name": string; "description": string; "options": Array<string>; "place": number; "archived": boolean }> };
  };
  /** Who is online, away or offline, of everybody who works here. */
  listAvailability: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "memberId": string; "state": "online" | "away" | "offline"; "choice": "online" | "away" | "handing-over"; "since": string | null }>; "next": null };
  };
  /** The conversations of a bulk that could not be acted on, and those that its undo left alone. */
  listBulkLeft: {
    params: { id: string };
    query: { limit?: number; cursor?: string };
    body: undefined;
    output: { "data": Array<{ "conversationId": string; "state": "failed" | "kept"; "reason": "gone" | "merged" | "changed" | "refused" | "unexpected" }>; "next": string | null };
  };
  /** What the caller did to many conversations in the last 30 days, the newest first. */
  listBulks: {
    params: {};
    query: { limit?: number; cursor?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "actions": Array<{ "type": "assign"; "memberId": string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "until": string | null } | { "type": "close"; "reasonId"?: string } | { "type": "reopen" } | { "type": "spam" }>; "state": "running" | "done" | "cancelled" | "undoing" | "undone"; "total": number; "counts": { "waiting": number; "done": number; "same": number; "failed": number; "undone": number; "kept": number }; "createdAt": string; "endedAt": string | null }>; "next": string | null };
  };
  /** How many items are ticked in conversations that are not closed, of the newest 1000 checklists. */
  listChecklistProgress: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "conversationId": string; "done": number; "total": number }> };
  };
  /** The templates of checklists by name, archived ones too. */
  listChecklistTemplates: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "items": Array<string>; "archived": boolean }> };
  };
  /** The checklists that stand in a conversation, oldest first: also of those that were merged into it. */
  listChecklists: {
    params: {};
    query: { conversationId: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "conversationId": string; "templateId": string | null; "name": string; "items": Array<{ "id": string; "text": string; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }>; "addedAt": string; "addedBy": { "kind": "customer" | "member" | "system"; "id": string | null } }> };
  };
  /** What tracking libraries sent last, newest first; `only=odd` for what was set aside or kept with a warning. Of a flood, a sample. `property` keeps to what one sort of sender sent, `key` to a key by its name. */
  listCollectedCalls: {
    params: {};
    query: { only?: "all" | "odd"; property?: "website" | "mobile" | "software" | "server"; key?: string; limit?: number };
    body: undefined;
    output: { "data": Array<{ "id": string; "outcome": "kept" | "repeated" | "set-aside"; "type": string | null; "name": string | null; "messageId": string | null; "userId": string | null; "anonymousId": string | null; "customerId": string | null; "verified": boolean; "warnings": Array<{ "code": string; "detail": string }>; "reason": "not-an-object" | "unknown-type" | "too-large" | "too-deep" | "no-id" | "no-name" | "no-group" | "no-previous-id" | "alias-of-itself" | "refused" | null; "raw": string; "property": "website" | "mobile" | "software" | "server" | null; "keyName": string | null; "receivedAt": string }> };
  };
  /** Companies, newest first; `search` finds by part of a name, a domain or the business’s own id, the best match first. `archived=true` lists those that were archived instead. */
  listCompanies: {
    params: {};
    query: { limit?: number; cursor?: string; search?: string; archived?: "true" | "false" };
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string | null; "externalId": string | null; "domains": Array<string>; "website": string | null; "size": string | null; "address": string | null; "note": string | null; "attributes": Record<string, unknown>; "verified": boolean; "people": number; "createdAt": string; "archivedAt": string | null }>; "next": string | null };
  };
  /** Orders of everybody who belongs to a company, newest first. */
  listCompanyOrders: {
    params: { id: string };
    query: { limit?: number; cursor?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "shop": string; "externalId": string; "number": string; "customer": { "id": string; "name": string | null } | null; "status": "placed" | "paid" | "shipped" | "delivered" | "cancelled" | "partly-refunded" | "refunded"; "currency": string | null; "total": number | null; "goods": number | null; "shipping": number | null; "tax": number | null; "discount": number | null; "refunded": number; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "refunds": Array<{ "externalId": string; "amount": number | null; "currency": string | null; "reason": string | null; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "occurredAt": string }>; "placedAt": string; "paidAt": string | null; "shippedAt": string | null; "deliveredAt": string | null; "cancelledAt": string | null; "warnings": Array<"refunds-exceed-total" | "refund-in-other-currency" | "total-unknown"> }>; "next": string | null };
  };
  /** Who belongs to a company, with the role there; those who came last first. */
  listCompanyPeople: {
    params: { id: string };
    query: { limit?: number; cursor?: string };
    body: undefined;
    output: { "data": Array<{ "customer": { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }; "role": string | null; "verified": boolean }>; "next": string | null };
  };
  /** What a customer agreed to or refused, by channel and topic, each with its proof. */
  listConsents: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "channel": "email" | "phone" | "sms" | "messenger" | "post"; "topic": string; "granted": boolean; "how": "form" | "written" | "spoken" | "import"; "proof": string; "saidAt": string; "recordedBy": { "kind": "customer" | "member" | "system"; "id": string | null } }> };
  };
  /** Lists conversations, the one with the newest message first unless another order is asked for. Spam stands in no list but its own. Where several values may stand, commas come between them, and one is enough. */
  listConversations: {
    params: {};
    query: { limit?: number; cursor?: string; status?: "open" | "snoozed" | "closed" | "spam"; assignee?: string; team?: string; inbox?: string; tag?: string; priority?: string; segment?: string; language?: string; waitingMinutes?: number; reason?: string; closedDays?: number; attribute?: string; mentioned?: "true"; order?: "newest" | "waiting" | "priority"; customerId?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string }>; "next": string | null };
  };
  /** The companies that a customer belongs to, with the role there. */
  listCustomerCompanies: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "company": { "id": string; "name": string | null; "domains": Array<string> }; "role": string | null; "verified": boolean }> };
  };
  /** The segments that a customer is in, by name. */
  listCustomerSegments: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string }> };
  };
  /** Customers, newest first; `search` finds by part of a name, address or number, the number of an order or the name of a company, the best match first, `identity` by a user id or `kind:value`, `name` by the start of a name. `company` keeps to the people of a company, `segment` to those in a segment. */
  listCustomers: {
    params: {};
    query: { limit?: number; cursor?: string; search?: string; identity?: string; name?: string; company?: string; segment?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }>; "next": string | null };
  };
  /** A customer's important dates, the next one first, those that are over last. */
  listDates: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "dateKind": "birthday" | "renewal" | "anniversary" | "other"; "name": string | null; "month": number; "day": number; "year": number | null; "yearly": boolean; "remindDays": number | null; "id": string; "nextOn": string | null }> };
  };
  /** What arrived at a webhook, newest first. */
  listDeliveries: {
    params: { id: string };
    query: { limit?: number; cursor?: string; outcome?: "done" | "failed" | "waiting" | "ignored" };
    body: undefined;
    output: { "data": Array<{ "id": string; "receivedAt": string; "messageId": string | null; "bytes": number; "outcome": "done" | "failed" | "waiting" | "ignored"; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "refused": Array<{ "mapping": number; "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "repeats": number; "differed": boolean; "hasBody": boolean; "triedAt": string | null }>; "next": string | null };
  };
  /** Pairs of customers who may be one person, each once, the strongest evidence first. `count` is how many there are, up to 1,000. */
  listDuplicates: {
    params: {};
    query: { limit?: number; cursor?: string };
    body: undefined;
    output: { "data": Array<{ "customer": { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }; "other": { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }; "shared": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "otherKind": "email" | "phone" | "user" | "visitor"; "otherValue": string; "otherVerified": boolean }>; "orders": Array<string>; "sameName": boolean; "strength": "strong" | "likely" | "possible" }>; "next": string | null; "count": number };
  };
  /** To whom a greeting was shown, or who did what with it: the rows behind its numbers, the newest first. */
  listGreetingShowings: {
    params: { id: string };
    query: { limit?: number; cursor?: string; outcome?: "shown" | "opened" | "dismissed" | "answered" };
    body: undefined;
    output: { "data": Array<{ "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string | null; "text": string; "shownAt": string; "openedAt": string | null; "dismissedAt": string | null; "answeredAt": string | null }>; "next": string | null };
  };
  /** The greetings of all inboxes, in the order in which they are tried, each with what became of it. */
  listGreetings: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "inboxId": string; "name": string; "texts": { "en"?: string; "zh-CN"?: string; "pt-BR"?: string }; "active": boolean; "pages": Array<{ "test": "contains" | "starts" | "equals"; "text": string }>; "seconds": number; "pagesSeen": number; "visitors": "all" | "new" | "returning"; "attribute": { "name": string; "value": string } | null; "whenOpen": boolean; "whenOnline": boolean; "days": number; "counts": { "shown": number; "opened": number; "dismissed": number; "answered": number } }> };
  };
  /** Business hours: the workspace's first, then those of teams that have their own. Without any it is always open. */
  listHours: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "teamId": string | null; "hours": { "timeZone": string; "week": Array<Array<{ "from": string; "to": string }>>; "holidays": Array<{ "date": string; "name": string; "intervals": Array<{ "from": string; "to": string }> }> }; "changedAt": string; "isOpen": boolean; "changesAt": string | null }>; "next": null };
  };
  /** Imports, newest first. */
  listImports: {
    params: {};
    query: { limit?: number; cursor?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "origin": "console" | "command"; "fileName": string; "bytes": number; "format": { "kind": string; "delimiter"?: string; "encoding"?: string }; "columns": Array<string>; "map": { "key": Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string }; "state": "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; "memberId": string | null; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "progress": { "done": number; "total": number | null } | null; "foreseen": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number; "refused": Array<{ "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "made": Array<{ "row": number; "outcome": string; "fields": Record<string, string> }> } | null; "undone": { "takenBack": Record<string, number>; "left": Record<string, number> } | null; "failure": string | null; "hasErrors": boolean; "createdAt": string; "startedAt": string | null; "endedAt": string | null }>; "next": string | null };
  };
  /** All inboxes of the workspace. */
  listInboxes: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "teamId": string | null; "createdAt": string; "can": { "edits": "shown" | "no"; "deletes": boolean; "shows": { "marks": Array<"bold" | "italic" | "strike" | "code" | "link">; "lines": Array<"text" | "quote" | "pre" | "bullet" | "number"> }; "textLengthMax": number }; "channel": "webchat"; "settings": { "sites": Array<string>; "color": string; "greeting": string; "position": "right" | "left"; "introduction"?: { "name": "no" | "optional" | "required"; "email": "no" | "optional" | "required"; "question": "no" | "optional" | "required"; "questionText": string } } } | { "id": string; "name": string; "teamId": string | null; "createdAt": string; "can": { "edits": "shown" | "no"; "deletes": boolean; "shows": { "marks": Array<"bold" | "italic" | "strike" | "code" | "link">; "lines": Array<"text" | "quote" | "pre" | "bullet" | "number"> }; "textLengthMax": number }; "channel": "email"; "settings": { "address": string; "aliases": Array<string>; "senderName": string; "senderStyle": "inbox" | "agent"; "receiving": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string; "folder": string; "startAt": "now" | "all" } | null; "sending": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string } | null; "plusAddressing": boolean; "signature": string; "quoteHistory": boolean; "trustedServers": Array<string>; "acknowledgement": { "subject": string; "text": string } | null } }>; "next": null };
  };
  /** Open invitations. */
  listInvitations: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "createdAt": string; "expiresAt": string; "link": string | null }>; "next": null };
  };
  /** API keys, write keys and server keys, without their secrets. */
  listKeys: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "kind": "api" | "write" | "server"; "property": "website" | "mobile" | "software" | "server" | null; "prefix": string; "memberId": string; "createdAt": string; "lastUsedAt": string | null }>; "next": null };
  };
  /** The macros that are shared and those of the caller, by name. */
  listMacros: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "text": string; "kind": "reply" | "note"; "actions": Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "shared": boolean; "uses": number }> };
  };
  /** What became of the replies of a conversation that go out by mail. */
  listMailDeliveries: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "messageId": string; "to": Array<string>; "cc": Array<string>; "bcc": Array<string>; "state": "waiting" | "sent" | "failed" | "unknown"; "attempts": number; "nextAt": string | null; "reason": string | null; "changedAt": string }>; "next": null };
  };
  /** The mails that reached an inbox, and what became of each, newest first. */
  listMails: {
    params: { id: string };
    query: { limit?: number; cursor?: string; state?: "waiting" | "recorded" | "rejected" | "quarantined"; after?: string; before?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "inboxId": string; "cameBy": "imap" | "posted" | "smtp" | "import"; "bytes": number; "arrivedAt": string; "state": "waiting" | "recorded" | "rejected" | "quarantined"; "outcome": "message" | "repeated" | "bounce" | "own" | "too-large" | "unreadable" | "blocked" | null; "reason": string | null; "from": string | null; "subject": string | null; "conversationId": string | null; "messageId": string | null }>; "next": string | null };
  };
  /** The customers whom a condition fits, the newest first; with `search` those of them who match it, the best match first. Looks at as many as it can in two seconds: a page may be short, or empty, and `next` still go on. */
  listMatches: {
    params: {};
    query: {};
    body: { "condition": SegmentCondition; "search"?: string; "limit"?: number; "cursor"?: string };
    output: { "data": Array<{ "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }>; "next": string | null };
  };
  /** Everybody who works here. */
  listMembers: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "joinedAt": string }>; "next": null };
  };
  /** Customers who may be the same person, the strongest evidence first. */
  listMergeSuggestions: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "customer": { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }; "shared": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "otherKind": "email" | "phone" | "user" | "visitor"; "otherValue": string; "otherVerified": boolean }>; "orders": Array<string>; "sameName": boolean; "strength": "strong" | "likely" | "possible" }> };
  };
  /** The customers that were merged into this one, each with the evidence; newest first. */
  listMerges: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "customerId": string; "name": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean }>; "intoId": string; "evidence": "member" | "signed-token" | "server" | "browser"; "mergedAt": string }> };
  };
  /** What a message said, the first version first and the one that is shown last. Of a deleted one nothing is told. */
  listMessageVersions: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "at": string; "by": { "kind": "customer" | "member" | "system"; "id": string | null } }> };
  };
  /** Messages and notes of a conversation, oldest first; `order=newest` begins at the end. */
  listMessages: {
    params: { id: string };
    query: { limit?: number; cursor?: string; order?: "oldest" | "newest" };
    body: undefined;
    output: { "data": Array<{ "id": string; "conversationId": string; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "mail"?: { "mailId": string; "subject": string; "from": { "name": string; "address": string }; "replyTo"?: { "name": string; "address": string }; "to": Array<{ "name": string; "address": string }>; "cc": Array<{ "name": string; "address": string }>; "writtenAt": string | null; "isVerified": boolean; "parts"?: Array<{ "kind": "new" | "quote" | "signature"; "text": string }>; "hasPage": boolean; "automatic"?: "auto-reply" | "list" | "bulk" | "report" | "challenge"; "calendar"?: Array<{ "method": "request" | "reply" | "cancel" | "publish"; "summary": string; "startsAt": string | null; "endsAt": string | null; "allDay": boolean; "location": string; "organizer": { "name": string; "address": string } | null }>; "problem"?: string; "isCut"?: true }; "copies"?: { "cc": Array<string>; "bcc": Array<string> }; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "position": string; "state": "received" | "sent" | "noted"; "reaction"?: "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎"; "changed"?: { "revision": number; "editedAt": string | null; "deletedAt": string | null; "deletedBy": string | null } }>; "next": string | null };
  };
  /** What a customer needs and expects, open ones first, then the newest; at most 200. */
  listNeeds: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "needKind": "need" | "expectation"; "text": string; "evidence": Array<{ "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown> }>; "statedAt": string; "statedBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "metAt": string | null; "metBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }> };
  };
  /** The notes on a customer, pinned ones first, then the newest; at most 500. */
  listNotes: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "text": string; "pinned": boolean; "writtenAt": string; "writtenBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "changedAt": string | null; "changedBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }> };
  };
  /** What the calling member was told, the newest first, and how much of it is unread. What happens in a conversation is one notification until it is read. */
  listNotifications: {
    params: {};
    query: { limit?: number; cursor?: string; unread?: "true" };
    body: undefined;
    output: { "data": Array<{ "id": string; "kind": "mention" | "held" | "assigned" | "message" | "woken" | "opened" | "reminder" | "test"; "conversation": { "id": string; "customer": { "id": string; "name": string | null } } | null; "reminder": { "id": string; "taskId": string; "what": string; "customer": { "id": string; "name": string | null } } | null; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "count": number; "latestAt": string; "readAt": string | null; "alertAt": string | null }>; "next": string | null; "unread": number };
  };
  /** Orders, newest first; of one customer, of one status, or of one number. */
  listOrders: {
    params: {};
    query: { limit?: number; cursor?: string; customer?: string; status?: "placed" | "paid" | "shipped" | "delivered" | "cancelled" | "partly-refunded" | "refunded"; number?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "shop": string; "externalId": string; "number": string; "customer": { "id": string; "name": string | null } | null; "status": "placed" | "paid" | "shipped" | "delivered" | "cancelled" | "partly-refunded" | "refunded"; "currency": string | null; "total": number | null; "goods": number | null; "shipping": number | null; "tax": number | null; "discount": number | null; "refunded": number; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "refunds": Array<{ "externalId": string; "amount": number | null; "currency": string | null; "reason": string | null; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "occurredAt": string }>; "placedAt": string; "paidAt": string | null; "shippedAt": string | null; "deliveredAt": string | null; "cancelledAt": string | null; "warnings": Array<"refunds-exceed-total" | "refund-in-other-currency" | "total-unknown"> }>; "next": string | null };
  };
  /** Requests of people about their data: open ones by deadline, closed ones newest first. */
  listPrivacyRequests: {
    params: {};
    query: { limit?: number; cursor?: string; state?: "open" | "closed" };
    body: undefined;
    output: { "data": Array<{ "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null }>; "next": string | null };
  };
  /** The warnings of promises to keep that the calling member has not seen yet, newest first. */
  listPromiseReminders: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "promise": { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string; "what": string; "memberId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string }; "public": boolean; "state": "open" | "kept" | "broken" | "late" | "withdrawn"; "moves": number; "warnAt": string | null; "madeAt": string; "madeBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "endedAt": string | null }; "remindedAt": string }> };
  };
  /** Promises to customers. `state=open`: those neither kept nor withdrawn, due first at the top, broken ones among them. `kept`, `broken` and `moved`: those that were due in the last `days`, as the rate counts them; `withdrawn`: taken back before. `member` is `me`, `none` or the id of a member. */
  listPromises: {
    params: {};
    query: { limit?: number; cursor?: string; state?: "open" | "kept" | "broken" | "moved" | "withdrawn"; member?: "me" | "none" | string; customerId?: string; conversationId?: string; days?: number };
    body: undefined;
    output: { "data": Array<{ "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string; "what": string; "memberId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string }; "public": boolean; "state": "open" | "kept" | "broken" | "late" | "withdrawn"; "moves": number; "warnAt": string | null; "madeAt": string; "madeBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "endedAt": string | null }>; "next": string | null };
  };
  /** The conversations that are part of this one, and those that it is linked with. */
  listRelated: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "merged": Array<{ "conversation": { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string }; "mergedAt": string; "mergedBy": string | null }>; "linked": Array<{ "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string }> };
  };
  /** The calling member's reminders that were not seen yet, newest first. */
  listReminders: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "task": { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string | null; "what": string; "assigneeId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string } | null; "remind": { "kind": "at"; "date": string; "time": string; "timeZone": string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null; "remindAt": string | null; "createdAt": string; "createdBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null; "dateId": string | null }; "remindedAt": string }> };
  };
  /** Reviews, newest first; of one customer, about one order, of so many stars, from one site, with or without words. */
  listReviews: {
    params: {};
    query: { limit?: number; cursor?: string; customer?: string; order?: string; stars?: number; site?: string; text?: "with" | "without" };
    body: undefined;
    output: { "data": Array<{ "id": string; "site": string; "externalId": string; "customer": { "id": string; "name": string | null } | null; "order": { "id": string; "number": string } | null; "product": { "id": string | null; "name": string | null } | null; "score": number | null; "scale": number; "title": string | null; "text": string | null; "occurredAt": string }>; "next": string | null };
  };
  /** What is to be sent later in a conversation, the next one first, and the time zone of its customer where that is known. */
  listScheduledMessages: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "conversationId": string; "memberId": string; "note": boolean; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "actions"?: Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "said": { "date": string; "time": string; "timeZone": string } | null; "sendAt": string; "unlessCustomerWrites": boolean; "undo": boolean; "held": "customer-wrote" | "newer-reply" | "spam" | "late" | "author-left" | "no-right" | "refused" | "draft" | null; "revision": number; "changedBy": string | null; "scheduledAt": string }>; "customerTimeZone": string | null };
  };
  /** The customers in a segment, those who entered last first. */
  listSegmentCustomers: {
    params: { id: string };
    query: { limit?: number; cursor?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }>; "next": string | null };
  };
  /** All segments, by name; archived ones too when asked for. */
  listSegments: {
    params: {};
    query: { archived?: "yes" | "no" };
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "condition": SegmentCondition; "ownerId": string | null; "count": number; "change": number; "progress": { "done": number; "total": number } | null; "usedBy": Array<{ "id": string; "name": string }>; "createdAt": string; "changedAt": string; "archivedAt": string | null }> };
  };
  /** For which customers the calling member was woken who wait still, newest first; seen ones are left out. */
  listSilenceAlarms: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "conversation": { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string; "waitedMinutes": number; "alarmedAt": string | null }; "step": number; "alarmedAt": string }> };
  };
  /** Who is woken when a customer is not answered, and when: for all inboxes, and for those that differ. */
  listSilenceRules: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "inboxId": string | null; "rule": { "minutes": number; "memberId": string; "second": { "minutes": number; "memberId": string } | null }; "missingIds": Array<string> }> };
  };
  /** The tags of the workspace by name, archived ones too. */
  listTags: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "colour": "grey" | "red" | "orange" | "yellow" | "green" | "teal" | "blue" | "violet" | "pink"; "archived": boolean }> };
  };
  /** Open tasks, the one that is due first at the top, those without a due date last; with `state=done` those that are done, the last one first. `assignee` is `me`, `none` or the id of a member. */
  listTasks: {
    params: {};
    query: { limit?: number; cursor?: string; state?: "open" | "done"; assignee?: "me" | "none" | string; customerId?: string; conversationId?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string | null; "what": string; "assigneeId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string } | null; "remind": { "kind": "at"; "date": string; "time": string; "timeZone": string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null; "remindAt": string | null; "createdAt": string; "createdBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null; "dateId": string | null }>; "next": string | null };
  };
  /** All teams with who is in them, by name; archived ones come last. */
  listTeams: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "memberIds": Array<string>; "routing": "by-hand" | "round-robin" | "least-loaded"; "capacities": Record<string, number>; "createdAt": string; "archivedAt": string | null }>; "next": null };
  };
  /** The dates of all customers that come within so many days, the next one first; at most 200. */
  listUpcomingDates: {
    params: {};
    query: { days?: number };
    body: undefined;
    output: { "data": Array<{ "dateKind": "birthday" | "renewal" | "anniversary" | "other"; "name": string | null; "month": number; "day": number; "year": number | null; "yearly": boolean; "remindDays": number | null; "id": string; "on": string; "customer": { "id": string; "name": string | null } }> };
  };
  /** The views that are shared and those of the caller, by name. */
  listViews: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "filter": { "status"?: "open" | "snoozed" | "closed" | "spam"; "assignees"?: Array<"me" | "none" | string>; "teams"?: Array<"mine" | "none" | string>; "inboxIds"?: Array<string>; "tagIds"?: Array<string>; "priorities"?: Array<"low" | "normal" | "high" | "urgent">; "segmentId"?: string; "language"?: string; "waitingMinutes"?: number; "reasonIds"?: Array<"none" | string>; "closedDays"?: number; "attributes"?: Array<{ "key": string; "value"?: string }>; "mentioned"?: true }; "order": "newest" | "waiting" | "priority"; "shared": boolean }> };
  };
  /** The visitor's thread, newest first, with the position from which to follow it live. */
  listVisitorMessages: {
    params: {};
    query: { limit?: number; cursor?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number; "path": string }>; "from": "visitor" | "team"; "authorName": string | null; "occurredAt": string; "greeting"?: string; "reaction"?: "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎"; "changed"?: { "revision": number; "isEdited": boolean; "isDeleted": boolean } }>; "next": string | null; "position": string; "readUntil": string | null; "endedAt": string | null };
  };
  /** What the team promised in the visitor’s thread and has not kept yet, due first at the top. */
  listVisitorPromises: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "what": string; "due": { "date": string; "time": string | null; "at": string }; "late": boolean }> };
  };
  /** Customers whose last message has no reply after it, the longest waiting first: open and snoozed conversations of all inboxes; with `state=closed` those that were closed without an answer in the last 30 days. Notes and automatic messages are no answer; spam is left out. */
  listWaiting: {
    params: {};
    query: { limit?: number; cursor?: string; state?: "waiting" | "closed"; inboxId?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string; "waitedMinutes": number; "alarmedAt": string | null }>; "next": string | null };
  };
  /** Webhooks, by name. */
  listWebhooks: {
    params: {};
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "name": string; "url": string; "signing": { "scheme": "standard" } | { "scheme": "hmac"; "header": string; "encoding": "hex" | "base64"; "prefix": string; "timestamp": "none" | "header" | "in-signature"; "timestampHeader": string | null; "toleranceSeconds": number; "idHeader": string | null }; "mappings": Array<{ "makes": "customers" | "companies" | "orders" | "refunds" | "reviews" | "events"; "list": string | null; "when": { "path": string; "values": Array<string> } | null; "key": Array<string>; "fields": Record<string, { "path": string; "values"?: Record<string, string>; "unit"?: "major" | "minor"; "dates"?: "day-first" | "month-first" } | { "constant": string } | { "received": true }>; "country"?: string }>; "isLive": boolean; "keptDays": number; "previousUntil": string | null; "lastAt": string | null; "failed": number; "createdAt": string }> };
  };
  /** Writes down a phone call, perhaps with a link to its recording. `callBack` makes a task for the customer along with it: both are written down, or neither. */
  logCall: {
    params: { id: string };
    query: {};
    body: { "callDirection": "inbound" | "outbound"; "durationSeconds"?: number | null; "outcome": "answered" | "missed" | "voicemail" | "busy"; "summary": string; "recordingUrl"?: string | null; "occurredAt"?: string; "callBack"?: { "what": string; "assigneeId"?: string | null; "due"?: { "date": string; "time"?: string | null; "timeZone"?: string } | null; "remind"?: { "kind": "at"; "date": string; "time": string; "timeZone"?: string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null } | null };
    output: { "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown>; "task": { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string | null; "what": string; "assigneeId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string } | null; "remind": { "kind": "at"; "date": string; "time": string; "timeZone": string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null; "remindAt": string | null; "createdAt": string; "createdBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null; "dateId": string | null } | null };
  };
  /** Writes down a visit to a store. */
  logVisit: {
    params: { id: string };
    query: {};
    body: { "place"?: string | null; "summary": string; "occurredAt"?: string };
    output: { "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown> };
  };
  /** Sends messages of a conversation by mail to anybody, with a comment above them: those that are named, or all of them (the newest 500). Notes go along only where it is asked for. Each recipient gets a mail of their own, and answers go to whoever sent it. */
  mailConversation: {
    params: { id: string };
    query: {};
    body: { "to": Array<string>; "comment"?: string; "messageIds"?: Array<string>; "notes"?: boolean };
    output: { "id": string; "to": Array<string>; "mailedAt": string };
  };
  /** Writes down a promise to the customer of a conversation. Without `memberId` the calling member keeps it. `public`: the customer was told, and sees it. */
  makePromise: {
    params: {};
    query: {};
    body: { "conversationId": string; "what": string; "due": { "date": string; "time"?: string | null; "timeZone"?: string }; "memberId"?: string | null; "public"?: boolean };
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string; "what": string; "memberId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string }; "public": boolean; "state": "open" | "kept" | "broken" | "late" | "withdrawn"; "moves": number; "warnAt": string | null; "madeAt": string; "madeBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "endedAt": string | null };
  };
  /** Begins to make a sample business, which takes some seconds; one that is there stays as it is. */
  makeSample: {
    params: {};
    query: {};
    body: undefined;
    output: { "state": "none" | "making" | "ready" | "removing"; "workspaceId": string | null; "failure": string | null };
  };
  /** Says which column is which. What a dry run said before no longer counts. */
  mapImport: {
    params: { id: string };
    query: {};
    body: { "key"?: Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string };
    output: { "id": string; "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "origin": "console" | "command"; "fileName": string; "bytes": number; "format": { "kind": string; "delimiter"?: string; "encoding"?: string }; "columns": Array<string>; "map": { "key": Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string }; "state": "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; "memberId": string | null; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "progress": { "done": number; "total": number | null } | null; "foreseen": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number; "refused": Array<{ "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "made": Array<{ "row": number; "outcome": string; "fields": Record<string, string> }> } | null; "undone": { "takenBack": Record<string, number>; "left": Record<string, number> } | null; "failure": string | null; "hasErrors": boolean; "createdAt": string; "startedAt": string | null; "endedAt": string | null };
  };
  /** Marks the first `inboundCount` messages of the customer as read by the calling member. */
  markConversationRead: {
    params: { id: string };
    query: {};
    body: { "inboundCount": number };
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Closes a conversation as spam: what is written in it later opens it no more. Reopening takes it back. */
  markConversationSpam: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Says that it is met. */
  meetNeed: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "needKind": "need" | "expectation"; "text": string; "evidence": Array<{ "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown> }>; "statedAt": string; "statedBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "metAt": string | null; "metBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null };
  };
  /** Makes a conversation part of another one, `intoId`, of the same customer in the same inbox: its messages stand there from then on, in the order in which they were written, and what the customer writes next comes there. Answers the other one. Nothing is lost, and it can be taken back. */
  mergeConversation: {
    params: { id: string };
    query: {};
    body: { "intoId": string };
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Makes another customer part of this one. It can be undone at any time. */
  mergeCustomers: {
    params: { id: string };
    query: {};
    body: { "customerId": string };
    output: { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null };
  };
  /** Says that the visitor opened or dismissed what was shown. The same again changes nothing. */
  noteGreeting: {
    params: { id: string };
    query: {};
    body: { "outcome": "opened" | "dismissed" };
    output: undefined;
  };
  /** Adds a note to the log of a request. */
  notePrivacyRequest: {
    params: { id: string };
    query: {};
    body: { "text": string };
    output: { "request": { "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null }; "steps": Array<{ "id": string; "step": "export-started" | "export-made" | "export-downloaded" | "export-gone" | "corrected" | "erasing" | "erased" | "restricted" | "lifted" | "objected" | "noted" | "done" | "refused" | "reopened"; "detail": string; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "at": string }>; "exports": Array<{ "id": string; "state": "waiting" | "running" | "done" | "failed" | "gone"; "done": number; "of": number; "bytes": number; "expiresAt": string | null; "failure": string | null }>; "erasure": { "id": string; "state": "running" | "done" | "failed"; "stage": string; "lookedAt": number; "rewritten": number; "failure": string | null } | null };
  };
  /** Writes down a refusal for every channel, and every topic that there was a word on. */
  objectForCustomer: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "request": { "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null }; "steps": Array<{ "id": string; "step": "export-started" | "export-made" | "export-downloaded" | "export-gone" | "corrected" | "erasing" | "erased" | "restricted" | "lifted" | "objected" | "noted" | "done" | "refused" | "reopened"; "detail": string; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "at": string }>; "exports": Array<{ "id": string; "state": "waiting" | "running" | "done" | "failed" | "gone"; "done": number; "of": number; "bytes": number; "expiresAt": string | null; "failure": string | null }>; "erasure": { "id": string; "state": "running" | "done" | "failed"; "stage": string; "lookedAt": number; "rewritten": number; "failure": string | null } | null };
  };
  /** On which pages, and when, an inbox has greetings to show. Says neither what nor to whom. */
  offerGreetings: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "data": Array<{ "id": string; "pages": Array<{ "test": "contains" | "starts" | "equals"; "text": string }>; "seconds": number; "pagesSeen": number }> };
  };
  /** Writes down that somebody asked; the deadline follows from the law of the workspace. */
  openPrivacyRequest: {
    params: {};
    query: {};
    body: { "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customerId": string; "askedBy"?: string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note"?: string; "receivedAt"?: string };
    output: { "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null };
  };
  /** Puts the attributes into the order of these keys; those that are not named come behind them. */
  orderAttributes: {
    params: {};
    query: { subject?: "customer" | "conversation" };
    body: { "keys": Array<string> };
    output: { "data": Array<{ "subject": "customer" | "conversation"; "key": string; "type": "text" | "number" | "date" | "boolean" | "choice" | "list"; "name": string; "description": string; "options": Array<string>; "place": number; "archived": boolean }> };
  };
  /** Does several things to a conversation, one after the other, all or none. */
  performActions: {
    params: { id: string };
    query: {};
    body: { "actions": Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }> };
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Takes a raw mail (RFC 5322) that was received for an inbox. The same one again changes nothing. It is on disk when this answers, and read soon after. The body is its bytes, of type application/octet-stream. */
  postMail: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "inboxId": string; "cameBy": "imap" | "posted" | "smtp" | "import"; "bytes": number; "arrivedAt": string; "state": "waiting" | "recorded" | "rejected" | "quarantined"; "outcome": "message" | "repeated" | "bounce" | "own" | "too-large" | "unreadable" | "blocked" | null; "reason": string | null; "from": string | null; "subject": string | null; "conversationId": string | null; "messageId": string | null };
  };
  /** Replies to the customer, or adds a note that only members see: plain by `text`, or formatted by `rich`, lines of one kind each with spans of marked letters, from which the text is made. */
  postMessage: {
    params: { id: string };
    query: {};
    body: { "text"?: string; "attachmentIds"?: Array<string>; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "note"?: boolean; "actions"?: Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "seenUntil"?: string | null; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "copies"?: { "cc"?: Array<string>; "bcc"?: Array<string> } };
    output: { "id": string; "conversationId": string; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "mail"?: { "mailId": string; "subject": string; "from": { "name": string; "address": string }; "replyTo"?: { "name": string; "address": string }; "to": Array<{ "name": string; "address": string }>; "cc": Array<{ "name": string; "address": string }>; "writtenAt": string | null; "isVerified": boolean; "parts"?: Array<{ "kind": "new" | "quote" | "signature"; "text": string }>; "hasPage": boolean; "automatic"?: "auto-reply" | "list" | "bulk" | "report" | "challenge"; "calendar"?: Array<{ "method": "request" | "reply" | "cancel" | "publish"; "summary": string; "startsAt": string | null; "endsAt": string | null; "allDay": boolean; "location": string; "organizer": { "name": string; "address": string } | null }>; "problem"?: string; "isCut"?: true }; "copies"?: { "cc": Array<string>; "bcc": Array<string> }; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "position": string; "state": "received" | "sent" | "noted"; "reaction"?: "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎"; "changed"?: { "revision": number; "editedAt": string | null; "deletedAt": string | null; "deletedBy": string | null } };
  };
  /** Sends a message. The same `id` again answers with what was recorded first. */
  postVisitorMessage: {
    params: {};
    query: {};
    body: { "id": string; "text": string; "attachmentIds"?: Array<string>; "language"?: "en" | "zh-CN" | "pt-BR"; "greeting"?: string };
    output: { "id": string; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number; "path": string }>; "from": "visitor" | "team"; "authorName": string | null; "occurredAt": string; "greeting"?: string; "reaction"?: "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎"; "changed"?: { "revision": number; "isEdited": boolean; "isDeleted": boolean } };
  };
  /** What would happen if the customer `other` became part of this one. */
  previewMerge: {
    params: { id: string };
    query: { other: string };
    body: undefined;
    output: { "customer": { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }; "other": { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }; "shared": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "otherKind": "email" | "phone" | "user" | "visitor"; "otherValue": string; "otherVerified": boolean }>; "orders": Array<string>; "sameName": boolean; "entries": number; "conversations": number; "conflicts": Array<{ "name": string; "kept": unknown; "hidden": unknown }>; "refused": boolean };
  };
  /** How many customers a condition fits, and some of them, the newest first. Looks at as many as it can in two seconds. */
  previewSegment: {
    params: {};
    query: {};
    body: { "condition": SegmentCondition };
    output: { "count": number; "people": Array<{ "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null }>; "looked": number; "isWhole": boolean };
  };
  /** What the entries of the last week would stand for, the most frequent first. */
  previewStageRule: {
    params: {};
    query: {};
    body: { "lines": Array<{ "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "consent.changed" | "profile.updated" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.unmerged" | "conversation.split" | "conversation.mailed" | "conversation.mail_failed" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "checklist.added" | "checklist.removed" | "checklist.item_ticked" | "checklist.item_unticked"; "pattern": string | null; "stage": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null }> };
    output: { "data": Array<{ "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "consent.changed" | "profile.updated" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.unmerged" | "conversation.split" | "conversation.mailed" | "conversation.mail_failed" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "checklist.added" | "checklist.removed" | "checklist.item_ticked" | "checklist.item_unticked"; "name": string | null; "count": number; "before": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null; "after": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null }>; "isCut": boolean };
  };
  /** How many conversations would stand in a view, while it is put together. */
  previewView: {
    params: {};
    query: { status?: "open" | "snoozed" | "closed" | "spam"; assignee?: string; team?: string; inbox?: string; tag?: string; priority?: string; segment?: string; language?: string; waitingMinutes?: number; reason?: string; closedDays?: number; attribute?: string; mentioned?: "true" };
    body: undefined;
    output: { "count": number; "isMore": boolean };
  };
  /** What these mappings would make of a body. Nothing is kept of it. */
  previewWebhook: {
    params: { id: string };
    query: {};
    body: { "sample": { "text": string } | { "deliveryId": string }; "mappings": Array<{ "makes": "customers" | "companies" | "orders" | "refunds" | "reviews" | "events"; "list"?: string | null; "when"?: { "path": string; "values": Array<string> } | null; "key"?: Array<string>; "fields": Record<string, { "path": string; "values"?: Record<string, string>; "unit"?: "major" | "minor"; "dates"?: "day-first" | "month-first" } | { "constant": string } | { "received": true }>; "country"?: string }> };
    output: { "outcome": "done" | "failed" | "waiting" | "ignored"; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "refused": Array<{ "mapping": number; "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "rows": Array<{ "mapping": number; "row": number; "outcome": "created" | "updated" | "unchanged" | "rejected"; "fields": Record<string, string> }> };
  };
  /** Says how urgent a conversation is. */
  prioritiseConversation: {
    params: { id: string };
    query: {};
    body: { "priority": "low" | "normal" | "high" | "urgent" };
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Reacts to a message of the team. A visitor has one reaction to a message; null takes it away. */
  reactAsVisitor: {
    params: {};
    query: {};
    body: { "messageId": string; "emoji": "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎" | null };
    output: undefined;
  };
  /** Reacts to a message of the customer, who sees it. The team has one reaction to a message; null takes it away. */
  reactToMessage: {
    params: { id: string };
    query: {};
    body: { "messageId": string; "emoji": "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎" | null };
    output: undefined;
  };
  /** The bytes of a file in a message, or those that the header Range names. `workspace` says what the header Rapport-Workspace would, for pictures in pages. */
  readAttachment: {
    params: { id: string };
    query: { workspace?: string };
    body: undefined;
    output: undefined;
  };
  /** How many people have agreed to be written to or called, and can be, by channel; and how many were gained and lost since a time (default: 30 days ago, at most 731). Persons are counted as they are known to be now, merges included. */
  readAudience: {
    params: {};
    query: { since?: string };
    body: undefined;
    output: { "since": string; "data": Array<{ "channel": "email" | "phone" | "sms" | "messenger" | "post"; "reachable": number; "gained": number; "lost": number }> };
  };
  /** Who changed what, newest first. */
  readAuditLog: {
    params: {};
    query: { limit?: number; cursor?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown> }>; "next": string | null };
  };
  /** Whether a customer is blocked, by whom, since when, and how much they have written since. */
  readBlock: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "since": string | null; "memberId": string | null; "messages": number };
  };
  /** How far a bulk of the caller is. */
  readBulk: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "actions": Array<{ "type": "assign"; "memberId": string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "until": string | null } | { "type": "close"; "reasonId"?: string } | { "type": "reopen" } | { "type": "spam" }>; "state": "running" | "done" | "cancelled" | "undoing" | "undone"; "total": number; "counts": { "waiting": number; "done": number; "same": number; "failed": number; "undone": number; "kept": number }; "createdAt": string; "endedAt": string | null };
  };
  /** Whether a reason is asked for when a conversation is closed, and the reasons by name, archived ones too. */
  readClosing: {
    params: {};
    query: {};
    body: undefined;
    output: { "asks": "never" | "offered" | "required"; "reasons": Array<{ "id": string; "name": string; "archived": boolean }> };
  };
  /** One company. */
  readCompany: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "name": string | null; "externalId": string | null; "domains": Array<string>; "website": string | null; "size": string | null; "address": string | null; "note": string | null; "attributes": Record<string, unknown>; "verified": boolean; "people": number; "createdAt": string; "archivedAt": string | null };
  };
  /** What the people of a company come to: orders, value by currency, first and last touch. */
  readCompanyFacts: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "people": number; "orders": number; "values": Array<{ "currency": string; "orders": number; "net": number }>; "firstTouchAt": string | null; "lastTouchAt": string | null; "openConversations": number };
  };
  /** Entries of everybody who belongs to a company, newest first; `kinds` is a comma-separated list. */
  readCompanyTimeline: {
    params: { id: string };
    query: { limit?: number; cursor?: string; kinds?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown>; "changed"?: { "revision": number; "editedAt": string | null; "deletedAt": string | null; "deletedBy": string | null } }>; "next": string | null };
  };
  /** One conversation. */
  readConversation: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Whether it is merely by a browser’s word that the conversation is its customer’s: whoever writes may be somebody else. */
  readConversationClaim: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "claimed": boolean };
  };
  /** One customer. The id of a merged customer answers with the survivor. */
  readCustomer: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null };
  };
  /** Whether the customer asked to be left alone, or was erased. */
  readCustomerPrivacy: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "restrictedAt": string | null; "heldCount": number; "erasedAt": string | null; "openRequests": Array<{ "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "dueAt": string }> };
  };
  /** The customer's lifecycle stage: that of the newest entry that has one. */
  readCustomerStage: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "stage": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null; "entryId": string | null; "since": string | null; "isByHand": boolean };
  };
  /** One delivery with its body, as long as that is kept. */
  readDelivery: {
    params: { id: string; deliveryId: string };
    query: {};
    body: undefined;
    output: { "id": string; "receivedAt": string; "messageId": string | null; "bytes": number; "outcome": "done" | "failed" | "waiting" | "ignored"; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "refused": Array<{ "mapping": number; "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "repeats": number; "differed": boolean; "hasBody": boolean; "triedAt": string | null; "body": string | null };
  };
  /** The secret with which the site signs visitor tokens. */
  readIdentitySecret: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "identitySecret": string };
  };
  /** One import, with how far it is. */
  readImport: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "origin": "console" | "command"; "fileName": string; "bytes": number; "format": { "kind": string; "delimiter"?: string; "encoding"?: string }; "columns": Array<string>; "map": { "key": Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string }; "state": "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; "memberId": string | null; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "progress": { "done": number; "total": number | null } | null; "foreseen": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number; "refused": Array<{ "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "made": Array<{ "row": number; "outcome": string; "fields": Record<string, string> }> } | null; "undone": { "takenBack": Record<string, number>; "left": Record<string, number> } | null; "failure": string | null; "hasErrors": boolean; "createdAt": string; "startedAt": string | null; "endedAt": string | null };
  };
  /** The rows that were refused, as CSV: the number of the row, why, and the row as it came. */
  readImportErrors: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** The first rows of the file, and the fields that its columns can be mapped to. */
  readImportRows: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "columns": Array<string>; "rows": Array<{ "row": number; "cells": Array<string> }>; "fields": Array<{ "name": string; "needed": boolean; "type": "time" | "phone" | "other" }>; "takesExtra": boolean; "dates": Record<string, "day-first" | "month-first" | "unclear">; "countries": Array<string> };
  };
  /** What the widget shows before a session exists. Stores nothing. */
  readInboxFace: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "businessName": string; "color": string; "greeting": string; "position": "right" | "left"; "locale": "en" | "zh-CN" | "pt-BR"; "fileBytesMax": number; "introduction"?: { "name": "no" | "optional" | "required"; "email": "no" | "optional" | "required"; "question": "no" | "optional" | "required"; "questionText": string }; "waitMinutes"?: number; "opensAt"?: string };
  };
  /** The picture of that page, as this server has fetched it. `workspace` says what the header Rapport-Workspace would. */
  readLinkPicture: {
    params: { id: string };
    query: { workspace?: string };
    body: undefined;
    output: undefined;
  };
  /** What the page behind the first web link of a message says of itself. Null for a message without one, a page that is not there, one that may not be fetched, and while the workspace wants none: which of these, nobody is told. */
  readLinkPreview: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "preview": { "url": string; "site": string; "title": string; "description": string | null; "picture": { "width": number; "height": number } | null } | null };
  };
  /** Reads a mail again from its original that was not read, was rejected or quarantined. One that is a message stays as it is. */
  readMailAgain: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "inboxId": string; "cameBy": "imap" | "posted" | "smtp" | "import"; "bytes": number; "arrivedAt": string; "state": "waiting" | "recorded" | "rejected" | "quarantined"; "outcome": "message" | "repeated" | "bounce" | "own" | "too-large" | "unreadable" | "blocked" | null; "reason": string | null; "from": string | null; "subject": string | null; "conversationId": string | null; "messageId": string | null };
  };
  /** The header fields of a mail as they came, in their order, and what was found about its sender. */
  readMailFields: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "fields": Array<{ "name": string; "value": string }>; "isCut": boolean; "sender": { "isVerified": boolean; "reason": string } | null };
  };
  /** How an inbox of mail does: its mailbox, what came, what did not become a message, and what is missing. */
  readMailHealth: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "lookedAt": string | null; "wellAt": string | null; "onServer": number | null; "gap": number; "trouble": "credentials" | "unreachable" | "refused" | "other" | null; "reason": string | null; "waiting": number; "recorded": number; "rejected": number; "quarantined": number; "left": Array<{ "note": string; "count": number }>; "lastMailAt": string | null; "isSilent": boolean; "isFilling": boolean; "filled": number | null };
  };
  /** A mail as it came, byte by byte. */
  readMailOriginal: {
    params: { id: string };
    query: { workspace?: string };
    body: undefined;
    output: undefined;
  };
  /** A mail as it was laid out, made safe: nothing in it runs or is fetched. With `pictures=true` pictures from elsewhere are shown through this server. */
  readMailPage: {
    params: { id: string };
    query: { pictures?: "true" | "false" };
    body: undefined;
    output: { "html": string; "blockedPictures": number };
  };
  /** A picture from elsewhere for the page of a mail, fetched by this server. The address is signed. */
  readMailPicture: {
    params: {};
    query: { url: string; workspace: string; mail: string; key: string };
    body: undefined;
    output: undefined;
  };
  /** Who is signed in, where, and what that member may do. */
  readMe: {
    params: {};
    query: {};
    body: undefined;
    output: { "member": { "id": string; "name": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "joinedAt": string; "locale": "en" | "zh-CN" | "pt-BR" | null; "timeZone": string | null; "singleKeys": boolean; "reminderMails": boolean; "undoSeconds": 0 | 5 | 10 | 30; "twoFactor": boolean }; "workspace": { "id": string; "name": string; "locale": "en" | "zh-CN" | "pt-BR"; "timeZone": string; "createdAt": string; "linkPreviews": "off" | "team" | "all" }; "workspaces": Array<{ "id": string; "name": string }>; "permissions": Array<"conversations:read" | "conversations:write" | "messages:manage" | "customers:read" | "customers:write" | "notes:manage" | "members:read" | "members:manage" | "keys:manage" | "inboxes:read" | "inboxes:manage" | "imports:manage" | "webhooks:manage" | "segments:manage" | "privacy:manage" | "workspace:read" | "workspace:manage" | "audit:read"> };
  };
  /** How the calling member wants to be told; `pushKey` is what a browser subscribes with, `hasMail` whether mail is set up. */
  readNotificationSettings: {
    params: {};
    query: {};
    body: undefined;
    output: { "settings": { "kinds": { "mention": { "app": boolean; "push": boolean; "mail": boolean }; "held": { "app": boolean; "push": boolean; "mail": boolean }; "assigned": { "app": boolean; "push": boolean; "mail": boolean }; "message": { "app": boolean; "push": boolean; "mail": boolean }; "woken": { "app": boolean; "push": boolean; "mail": boolean }; "opened": { "app": boolean; "push": boolean; "mail": boolean }; "reminder": { "app": boolean; "push": boolean; "mail": boolean } }; "mail": "never" | "ten-minutes" | "hourly" | "daily"; "quiet": { "from": string; "to": string } | null; "hideText": boolean; "sound": boolean }; "pushKey": string; "hasMail": boolean };
  };
  /** Says that the calling member has read some of their own: by their ids, those of a conversation, or all up to a time. */
  readNotifications: {
    params: {};
    query: {};
    body: { "ids"?: Array<string>; "conversationId"?: string; "upTo"?: string };
    output: undefined;
  };
  /** One order with its lines and refunds. */
  readOrder: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "shop": string; "externalId": string; "number": string; "customer": { "id": string; "name": string | null } | null; "status": "placed" | "paid" | "shipped" | "delivered" | "cancelled" | "partly-refunded" | "refunded"; "currency": string | null; "total": number | null; "goods": number | null; "shipping": number | null; "tax": number | null; "discount": number | null; "refunded": number; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "refunds": Array<{ "externalId": string; "amount": number | null; "currency": string | null; "reason": string | null; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "occurredAt": string }>; "placedAt": string; "paidAt": string | null; "shippedAt": string | null; "deliveredAt": string | null; "cancelledAt": string | null; "warnings": Array<"refunds-exceed-total" | "refund-in-other-currency" | "total-unknown"> };
  };
  /** What a customer’s orders add up to: number, value by currency, first and last, favourites, RFM. */
  readOrderFacts: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "orders": number; "values": Array<{ "currency": string; "orders": number; "net": number }>; "firstAt": string | null; "lastAt": string | null; "products": Array<{ "name": string; "quantity": number }>; "categories": Array<{ "name": string; "quantity": number }>; "prices": Array<{ "currency": string; "lines": number; "from": number; "usual": number; "to": number }>; "rfm": { "recency": number; "frequency": number; "monetary": number | null } | null };
  };
  /** The copy as a ZIP: a page to read, and JSON. Until it expires. */
  readPrivacyExport: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** A request with each step that was taken, by whom and when. */
  readPrivacyRequest: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "request": { "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null }; "steps": Array<{ "id": string; "step": "export-started" | "export-made" | "export-downloaded" | "export-gone" | "corrected" | "erasing" | "erased" | "restricted" | "lifted" | "objected" | "noted" | "done" | "refused" | "reopened"; "detail": string; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "at": string }>; "exports": Array<{ "id": string; "state": "waiting" | "running" | "done" | "failed" | "gone"; "done": number; "of": number; "bytes": number; "expiresAt": string | null; "failure": string | null }>; "erasure": { "id": string; "state": "running" | "done" | "failed"; "stage": string; "lookedAt": number; "rewritten": number; "failure": string | null } | null };
  };
  /** By which law deadlines go, and how much of a network address is kept. */
  readPrivacySettings: {
    params: {};
    query: {};
    body: undefined;
    output: { "law": "gdpr" | "lgpd" | "pipl"; "addresses": "whole" | "cut" | "drop" };
  };
  /** What the team keeps of a customer: owner, next step, preferred language and channel. */
  readProfile: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "ownerId": string | null; "nextStep": string | null; "language": string | null; "channel": "email" | "phone" | "sms" | "chat" | "post" | null };
  };
  /** One promise. */
  readPromise: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string; "what": string; "memberId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string }; "public": boolean; "state": "open" | "kept" | "broken" | "late" | "withdrawn"; "moves": number; "warnAt": string | null; "madeAt": string; "madeBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "endedAt": string | null };
  };
  /** How many of the promises that were due in the last `days` were kept in time. */
  readPromiseRate: {
    params: {};
    query: { days?: number; member?: "me" | "none" | string };
    body: undefined;
    output: { "from": string; "to": string; "due": number; "kept": number; "broken": number; "moved": number; "withdrawn": number };
  };
  /** How far the team's messages have reached the customer, and how far they were read. */
  readReceipt: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "deliveredUntil": string | null; "readUntil": string | null; "readAt": string | null };
  };
  /** The sample business of whoever asks. Every account has one at most, whichever workspace it asks from. */
  readSample: {
    params: {};
    query: {};
    body: undefined;
    output: { "state": "none" | "making" | "ready" | "removing"; "workspaceId": string | null; "failure": string | null };
  };
  /** One segment. */
  readSegment: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "name": string; "condition": SegmentCondition; "ownerId": string | null; "count": number; "change": number; "progress": { "done": number; "total": number } | null; "usedBy": Array<{ "id": string; "name": string }>; "createdAt": string; "changedAt": string; "archivedAt": string | null };
  };
  /** Which entries stand for which lifecycle stage: of the lines, the first that fits decides. */
  readStageRule: {
    params: {};
    query: {};
    body: undefined;
    output: { "lines": Array<{ "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "consent.changed" | "profile.updated" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.unmerged" | "conversation.split" | "conversation.mailed" | "conversation.mail_failed" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "checklist.added" | "checklist.removed" | "checklist.item_ticked" | "checklist.item_unticked"; "pattern": string | null; "stage": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null }>; "isDefault": boolean };
  };
  /** One task. */
  readTask: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string | null; "what": string; "assigneeId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string } | null; "remind": { "kind": "at"; "date": string; "time": string; "timeZone": string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null; "remindAt": string | null; "createdAt": string; "createdBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null; "dateId": string | null };
  };
  /** A customer's entries, newest first, each with the lifecycle stage that it stands for; `kinds` is a comma-separated list, `stage` leaves those of one stage, `touch` those that are direct (inbound, outbound) or indirect. */
  readTimeline: {
    params: { id: string };
    query: { limit?: number; cursor?: string; kinds?: string; stage?: "aware" | "consider" | "buy" | "use" | "support" | "advocate"; touch?: "direct" | "indirect" };
    body: undefined;
    output: { "data": Array<{ "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown>; "stage": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null; "changed"?: { "revision": number; "editedAt": string | null; "deletedAt": string | null; "deletedBy": string | null } }>; "next": string | null };
  };
  /** How often customer and business met directly and indirectly, each counted up to a bound, and the first and the last time. */
  readTouches: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "direct": number; "indirect": number; "isMore": boolean; "first": { "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown> } | null; "last": { "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown> } | null };
  };
  /** How large a file may be, and how many a message carries. */
  readUploadLimits: {
    params: {};
    query: {};
    body: undefined;
    output: { "bytesMax": number; "countMax": number };
  };
  /** The bytes of a file, to whoever has the signed path of it, as a message tells it. */
  readVisitorAttachment: {
    params: { id: string };
    query: { key?: string };
    body: undefined;
    output: undefined;
  };
  /** One webhook. */
  readWebhook: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "name": string; "url": string; "signing": { "scheme": "standard" } | { "scheme": "hmac"; "header": string; "encoding": "hex" | "base64"; "prefix": string; "timestamp": "none" | "header" | "in-signature"; "timestampHeader": string | null; "toleranceSeconds": number; "idHeader": string | null }; "mappings": Array<{ "makes": "customers" | "companies" | "orders" | "refunds" | "reviews" | "events"; "list": string | null; "when": { "path": string; "values": Array<string> } | null; "key": Array<string>; "fields": Record<string, { "path": string; "values"?: Record<string, string>; "unit"?: "major" | "minor"; "dates"?: "day-first" | "month-first" } | { "constant": string } | { "received": true }>; "country"?: string }>; "isLive": boolean; "keptDays": number; "previousUntil": string | null; "lastAt": string | null; "failed": number; "createdAt": string };
  };
  /** What a body holds: its paths, a guess of a mapping for each kind, and the fields that there are. */
  readWebhookSample: {
    params: { id: string };
    query: {};
    body: { "sample": { "text": string } | { "deliveryId": string } };
    output: { "paths": Array<{ "path": string; "example": string; "dates"?: "day-first" | "month-first" | "unclear" }>; "lists": Array<string>; "countries": Array<string>; "kinds": Array<{ "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "events"; "fields": Array<{ "name": string; "type": string; "needed": boolean; "choices"?: Array<string> }>; "takesExtra": boolean; "guess": { "makes": "customers" | "companies" | "orders" | "refunds" | "reviews" | "events"; "list": string | null; "when": { "path": string; "values": Array<string> } | null; "key": Array<string>; "fields": Record<string, { "path": string; "values"?: Record<string, string>; "unit"?: "major" | "minor"; "dates"?: "day-first" | "month-first" } | { "constant": string } | { "received": true }>; "country"?: string } }> };
  };
  /** The workspace. */
  readWorkspace: {
    params: {};
    query: {};
    body: undefined;
    output: { "id": string; "name": string; "locale": "en" | "zh-CN" | "pt-BR"; "timeZone": string; "createdAt": string; "linkPreviews": "off" | "team" | "all" };
  };
  /** Writes down that a customer agreed or refused. The latest word on a channel and topic counts. */
  recordConsent: {
    params: { id: string };
    query: {};
    body: { "channel": "email" | "phone" | "sms" | "messenger" | "post"; "topic"?: string; "granted": boolean; "how": "form" | "written" | "spoken" | "import"; "proof": string; "occurredAt"?: string };
    output: { "channel": "email" | "phone" | "sms" | "messenger" | "post"; "topic": string; "granted": boolean; "how": "form" | "written" | "spoken" | "import"; "proof": string; "saidAt": string; "recordedBy": { "kind": "customer" | "member" | "system"; "id": string | null } };
  };
  /** Records that a script of the page failed before the eyes of a visitor. The same `id` counts once. */
  recordPageError: {
    params: {};
    query: {};
    body: { "id": string; "url": string; "message": string; "source": string | null };
    output: undefined;
  };
  /** Records the page a visitor is on. */
  recordPageView: {
    params: {};
    query: {};
    body: { "id": string; "url": string; "title": string; "referrer": string | null };
    output: undefined;
  };
  /** Says that a message of the team has arrived, and all before it, or that they were on the screen of somebody who looks. */
  recordReceipt: {
    params: {};
    query: {};
    body: { "messageId": string; "isRead": boolean };
    output: undefined;
  };
  /** Records something that a visitor did on the page. The same `id` counts once. */
  recordVisitorEvent: {
    params: {};
    query: {};
    body: { "id": string; "name": string; "properties"?: Record<string, unknown>; "url"?: string };
    output: undefined;
  };
  /** Gives money back by hand: an `amount`, what some `lines` cost, or without both all that is left. No more than is left; a refund with the same `externalId` counts once. */
  refundOrder: {
    params: { id: string };
    query: {};
    body: { "externalId": string; "amount"?: number; "currency"?: string; "lines"?: Array<{ "place": number; "quantity": number }>; "reason"?: string | null; "occurredAt"?: string };
    output: { "id": string; "shop": string; "externalId": string; "number": string; "customer": { "id": string; "name": string | null } | null; "status": "placed" | "paid" | "shipped" | "delivered" | "cancelled" | "partly-refunded" | "refunded"; "currency": string | null; "total": number | null; "goods": number | null; "shipping": number | null; "tax": number | null; "discount": number | null; "refunded": number; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "refunds": Array<{ "externalId": string; "amount": number | null; "currency": string | null; "reason": string | null; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "occurredAt": string }>; "placedAt": string; "paidAt": string | null; "shippedAt": string | null; "deliveredAt": string | null; "cancelledAt": string | null; "warnings": Array<"refunds-exceed-total" | "refund-in-other-currency" | "total-unknown"> };
  };
  /** Says for good that another customer is somebody else: neither suggested nor merged by itself again. */
  refuseMerge: {
    params: { id: string };
    query: {};
    body: { "customerId": string };
    output: undefined;
  };
  /** Removes a checklist with all its items. */
  removeChecklist: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Removes an item. */
  removeChecklistItem: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "conversationId": string; "templateId": string | null; "name": string; "items": Array<{ "id": string; "text": string; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }>; "addedAt": string; "addedBy": { "kind": "customer" | "member" | "system"; "id": string | null } };
  };
  /** Says that a customer does not belong to a company. What browsers claim later does not change it. */
  removeCompanyPerson: {
    params: { id: string; customerId: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Removes an important date. Tasks that were made for it stay. */
  removeDate: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Removes a greeting and its numbers. What visitors answered to it stays. */
  removeGreeting: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Removes a macro. What was written with it stays. */
  removeMacro: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Removes a member: sessions and keys end at once; conversations, tasks and customers in their care are handed over. */
  removeMember: {
    params: { id: string };
    query: {};
    body: { "handOverTo"?: string | null };
    output: undefined;
  };
  /** Takes it back: it was a misunderstanding. */
  removeNeed: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Begins to take the sample business away, with all that was done in it. */
  removeSample: {
    params: {};
    query: {};
    body: undefined;
    output: { "state": "none" | "making" | "ready" | "removing"; "workspaceId": string | null; "failure": string | null };
  };
  /** Takes a member out of a team; who is not in it stays out. */
  removeTeamMember: {
    params: { id: string; memberId: string };
    query: {};
    body: undefined;
    output: { "id": string; "name": string; "memberIds": Array<string>; "routing": "by-hand" | "round-robin" | "least-loaded"; "capacities": Record<string, number>; "createdAt": string; "archivedAt": string | null };
  };
  /** Removes a view. The conversations stay as they are. */
  removeView: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Opens a conversation again that is closed, snoozed or spam. */
  reopenConversation: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Says that it is open again. */
  reopenNeed: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "needKind": "need" | "expectation"; "text": string; "evidence": Array<{ "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown> }>; "statedAt": string; "statedBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "metAt": string | null; "metBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null };
  };
  /** Opens a done task again; an open one stays as it is. */
  reopenTask: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string | null; "what": string; "assigneeId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string } | null; "remind": { "kind": "at"; "date": string; "time": string; "timeZone": string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null; "remindAt": string | null; "createdAt": string; "createdBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null; "dateId": string | null };
  };
  /** Takes those that failed or waited again, oldest first, some at a time. Ask on with `next` as the cursor until it is null. */
  replayDeliveries: {
    params: { id: string };
    query: {};
    body: { "cursor"?: string };
    output: { "replayed": number; "done": number; "next": string | null };
  };
  /** Takes a delivery again, by the mappings as they are now. What is known already changes nothing. */
  replayDelivery: {
    params: { id: string; deliveryId: string };
    query: {};
    body: undefined;
    output: { "id": string; "receivedAt": string; "messageId": string | null; "bytes": number; "outcome": "done" | "failed" | "waiting" | "ignored"; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "refused": Array<{ "mapping": number; "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "repeats": number; "differed": boolean; "hasBody": boolean; "triedAt": string | null };
  };
  /** Sends a reset link to the address if a member has it; the answer is the same either way. */
  requestPasswordReset: {
    params: {};
    query: {};
    body: { "email": string };
    output: undefined;
  };
  /** Sets a new password by a reset link and ends all sessions. */
  resetPassword: {
    params: {};
    query: {};
    body: { "token": string; "password": string };
    output: undefined;
  };
  /** Takes one’s own deletion of a message back, for 60 seconds. One that is not deleted stays as it is. */
  restoreMessage: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "conversationId": string; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "mail"?: { "mailId": string; "subject": string; "from": { "name": string; "address": string }; "replyTo"?: { "name": string; "address": string }; "to": Array<{ "name": string; "address": string }>; "cc": Array<{ "name": string; "address": string }>; "writtenAt": string | null; "isVerified": boolean; "parts"?: Array<{ "kind": "new" | "quote" | "signature"; "text": string }>; "hasPage": boolean; "automatic"?: "auto-reply" | "list" | "bulk" | "report" | "challenge"; "calendar"?: Array<{ "method": "request" | "reply" | "cancel" | "publish"; "summary": string; "startsAt": string | null; "endsAt": string | null; "allDay": boolean; "location": string; "organizer": { "name": string; "address": string } | null }>; "problem"?: string; "isCut"?: true }; "copies"?: { "cc": Array<string>; "bcc": Array<string> }; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "position": string; "state": "received" | "sent" | "noted"; "reaction"?: "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎"; "changed"?: { "revision": number; "editedAt": string | null; "deletedAt": string | null; "deletedBy": string | null } };
  };
  /** Stops all processing of the person, or lets it go on again. */
  restrictCustomer: {
    params: { id: string };
    query: {};
    body: { "restricted": boolean };
    output: { "request": { "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null }; "steps": Array<{ "id": string; "step": "export-started" | "export-made" | "export-downloaded" | "export-gone" | "corrected" | "erasing" | "erased" | "restricted" | "lifted" | "objected" | "noted" | "done" | "refused" | "reopened"; "detail": string; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "at": string }>; "exports": Array<{ "id": string; "state": "waiting" | "running" | "done" | "failed" | "gone"; "done": number; "of": number; "bytes": number; "expiresAt": string | null; "failure": string | null }>; "erasure": { "id": string; "state": "running" | "done" | "failed"; "stage": string; "lookedAt": number; "rewritten": number; "failure": string | null } | null };
  };
  /** Takes an invitation back. */
  revokeInvitation: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Revokes a key at once. */
  revokeKey: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Replaces the secret; tokens signed with the old one are refused at once. */
  rotateIdentitySecret: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "identitySecret": string };
  };
  /** Replaces the secret; the one before works on for so many hours. The new one is shown this once. */
  rotateWebhookSecret: {
    params: { id: string };
    query: {};
    body: { "secret"?: string; "overlapHours"?: number };
    output: { "id": string; "name": string; "url": string; "signing": { "scheme": "standard" } | { "scheme": "hmac"; "header": string; "encoding": "hex" | "base64"; "prefix": string; "timestamp": "none" | "header" | "in-signature"; "timestampHeader": string | null; "toleranceSeconds": number; "idHeader": string | null }; "mappings": Array<{ "makes": "customers" | "companies" | "orders" | "refunds" | "reviews" | "events"; "list": string | null; "when": { "path": string; "values": Array<string> } | null; "key": Array<string>; "fields": Record<string, { "path": string; "values"?: Record<string, string>; "unit"?: "major" | "minor"; "dates"?: "day-first" | "month-first" } | { "constant": string } | { "received": true }>; "country"?: string }>; "isLive": boolean; "keptDays": number; "previousUntil": string | null; "lastAt": string | null; "failed": number; "createdAt": string; "secret": string };
  };
  /** Has a reply or a note sent at a time: on a wall clock, or `seconds` from now. A reply `at` which stands `draft` is shared: whoever may write changes it, gives it a time, or sends it. At most 20 in a conversation, at most 366 days ahead. It is held instead when somebody else replies before, and, with `unlessCustomerWrites` (which replies begin with), when the customer writes before. */
  scheduleMessage: {
    params: { id: string };
    query: {};
    body: { "text"?: string; "attachmentIds"?: Array<string>; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "note"?: boolean; "at": { "date": string; "time": string; "timeZone"?: string } | { "seconds": number } | { "draft": true }; "unlessCustomerWrites"?: boolean; "undo"?: boolean; "actions"?: Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "seenUntil"?: string | null; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }> };
    output: { "id": string; "conversationId": string; "memberId": string; "note": boolean; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "actions"?: Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "said": { "date": string; "time": string; "timeZone": string } | null; "sendAt": string; "unlessCustomerWrites": boolean; "undo": boolean; "held": "customer-wrote" | "newer-reply" | "spam" | "late" | "author-left" | "no-right" | "refused" | "draft" | null; "revision": number; "changedBy": string | null; "scheduledAt": string };
  };
  /** Messages, notes and names of files that have every word of `search` in them, at the beginning of a word or inside, and what stands between quotation marks as it stands there. The newest comes first. Case and accents don’t count. Spam is found by `status=spam` alone. A message is found within two seconds after it was said. */
  searchMessages: {
    params: {};
    query: { limit?: number; cursor?: string; search?: string; said?: string; author?: string; hasFile?: "true" | "false"; after?: string; before?: string; customerId?: string; status?: "open" | "snoozed" | "closed" | "spam"; assignee?: string; inbox?: string; tag?: string };
    body: undefined;
    output: { "data": Array<{ "id": string; "said": "customer" | "team" | "note"; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "excerpt": { "text": string; "marks": Array<Array<unknown>>; "isFile": boolean }; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "conversation": { "id": string; "inboxId": string; "channel": string; "status": "open" | "snoozed" | "closed" | "merged"; "spam": boolean; "subject": string | null; "assigneeId": string | null; "customer": { "id": string; "name": string | null } } }>; "next": string | null };
  };
  /** Says that the calling member has seen these warnings. */
  seePromiseReminders: {
    params: {};
    query: {};
    body: { "ids": Array<string> };
    output: undefined;
  };
  /** Says that the calling member has seen these reminders of their own. */
  seeReminders: {
    params: {};
    query: {};
    body: { "ids": Array<string> };
    output: undefined;
  };
  /** Says that the calling member has seen these alarms. */
  seeSilenceAlarms: {
    params: {};
    query: {};
    body: { "ids": Array<string> };
    output: undefined;
  };
  /** Sends the part of the file that begins at a byte: at most 4194304 bytes as the body, of type application/octet-stream, one part after the other. After the last one it answers what the file holds, with a guess which column is which. */
  sendImportPart: {
    params: { id: string; offset: number };
    query: {};
    body: undefined;
    output: { "id": string; "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "origin": "console" | "command"; "fileName": string; "bytes": number; "format": { "kind": string; "delimiter"?: string; "encoding"?: string }; "columns": Array<string>; "map": { "key": Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string }; "state": "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; "memberId": string | null; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "progress": { "done": number; "total": number | null } | null; "foreseen": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number; "refused": Array<{ "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "made": Array<{ "row": number; "outcome": string; "fields": Record<string, string> }> } | null; "undone": { "takenBack": Record<string, number>; "left": Record<string, number> } | null; "failure": string | null; "hasErrors": boolean; "createdAt": string; "startedAt": string | null; "endedAt": string | null };
  };
  /** Sends a message at once, also one that is held: in the name of who wrote it, or of who sends it where that member may no longer write. */
  sendScheduledMessage: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "conversationId": string; "text": string; "rich"?: Array<{ "type": "text" | "quote" | "pre" | "bullet" | "number"; "level"?: number; "spans": Array<{ "text": string; "bold"?: true; "italic"?: true; "strike"?: true; "code"?: true; "href"?: string }> }>; "attachments"?: Array<{ "fileId": string; "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number }>; "mentions"?: Array<{ "kind": "member" | "team"; "id": string; "start": number; "length": number }>; "mail"?: { "mailId": string; "subject": string; "from": { "name": string; "address": string }; "replyTo"?: { "name": string; "address": string }; "to": Array<{ "name": string; "address": string }>; "cc": Array<{ "name": string; "address": string }>; "writtenAt": string | null; "isVerified": boolean; "parts"?: Array<{ "kind": "new" | "quote" | "signature"; "text": string }>; "hasPage": boolean; "automatic"?: "auto-reply" | "list" | "bulk" | "report" | "challenge"; "calendar"?: Array<{ "method": "request" | "reply" | "cancel" | "publish"; "summary": string; "startsAt": string | null; "endsAt": string | null; "allDay": boolean; "location": string; "organizer": { "name": string; "address": string } | null }>; "problem"?: string; "isCut"?: true }; "copies"?: { "cc": Array<string>; "bcc": Array<string> }; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "position": string; "state": "received" | "sent" | "noted"; "reaction"?: "👍" | "❤️" | "😀" | "🎉" | "😕" | "👎"; "changed"?: { "revision": number; "editedAt": string | null; "deletedAt": string | null; "deletedBy": string | null } };
  };
  /** Sends the calling member a notification, to see how it arrives. */
  sendTestNotification: {
    params: {};
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Chooses to be online or away; an owner or admin may choose for others. `handing-over`: away, and the member's conversations go back to their teams, those of no team to `handOverTo`, or to nobody, at once. */
  setAvailability: {
    params: { id: string };
    query: {};
    body: { "choice": "online" | "away" | "handing-over"; "handOverTo"?: string | null };
    output: { "availability": { "memberId": string; "state": "online" | "away" | "offline"; "choice": "online" | "away" | "handing-over"; "since": string | null }; "handedOver": number; "toTeams": number };
  };
  /** Sets the stage by hand; it stands until something happens later that has another. */
  setCustomerStage: {
    params: { id: string };
    query: {};
    body: { "stage": "aware" | "consider" | "buy" | "use" | "support" | "advocate" };
    output: { "stage": "aware" | "consider" | "buy" | "use" | "support" | "advocate" | null; "entryId": string | null; "since": string | null; "isByHand": boolean };
  };
  /** Adds an important date. With `remindDays` a task for the owner of the customer is made so many days before it. */
  setDate: {
    params: { id: string };
    query: {};
    body: { "dateKind": "birthday" | "renewal" | "anniversary" | "other"; "name"?: string | null; "month": number; "day": number; "year"?: number | null; "yearly"?: boolean; "remindDays"?: number | null };
    output: { "dateKind": "birthday" | "renewal" | "anniversary" | "other"; "name": string | null; "month": number; "day": number; "year": number | null; "yearly": boolean; "remindDays": number | null; "id": string; "nextOn": string | null };
  };
  /** Sets the business hours of the workspace, or of a team. `hours: null`: always open; a team keeps those of the workspace. */
  setHours: {
    params: {};
    query: {};
    body: { "teamId"?: string | null; "hours": { "timeZone": string; "week": Array<Array<{ "from": string; "to": string }>>; "holidays": Array<{ "date": string; "name": string; "intervals": Array<{ "from": string; "to": string }> }> } | null };
    output: { "teamId": string | null; "hours": { "timeZone": string; "week": Array<Array<{ "from": string; "to": string }>>; "holidays": Array<{ "date": string; "name": string; "intervals": Array<{ "from": string; "to": string }> }> }; "changedAt": string; "isOpen": boolean; "changesAt": string | null } | null;
  };
  /** Says by hand how far an order has come, or that it was cancelled. It never goes back. */
  setOrderStatus: {
    params: { id: string };
    query: {};
    body: { "status": "placed" | "paid" | "shipped" | "delivered" | "cancelled"; "reason"?: string | null; "occurredAt"?: string };
    output: { "id": string; "shop": string; "externalId": string; "number": string; "customer": { "id": string; "name": string | null } | null; "status": "placed" | "paid" | "shipped" | "delivered" | "cancelled" | "partly-refunded" | "refunded"; "currency": string | null; "total": number | null; "goods": number | null; "shipping": number | null; "tax": number | null; "discount": number | null; "refunded": number; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "refunds": Array<{ "externalId": string; "amount": number | null; "currency": string | null; "reason": string | null; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "occurredAt": string }>; "placedAt": string; "paidAt": string | null; "shippedAt": string | null; "deliveredAt": string | null; "cancelledAt": string | null; "warnings": Array<"refunds-exceed-total" | "refund-in-other-currency" | "total-unknown"> };
  };
  /** Sets who is woken, and after how many minutes of business time. `rule: null`: nobody; an inbox keeps the rule of all. */
  setSilenceRule: {
    params: {};
    query: {};
    body: { "inboxId"?: string | null; "rule": { "minutes": number; "memberId": string; "second"?: { "minutes": number; "memberId": string } | null } | null };
    output: { "inboxId": string | null; "rule": { "minutes": number; "memberId": string; "second": { "minutes": number; "memberId": string } | null }; "missingIds": Array<string> } | null;
  };
  /** Says up to how many open conversations, of whatever team, the team gives a member another one. 0: none at all. */
  setTeamCapacity: {
    params: { id: string; memberId: string };
    query: {};
    body: { "capacity": number };
    output: { "id": string; "name": string; "memberIds": Array<string>; "routing": "by-hand" | "round-robin" | "least-loaded"; "capacities": Record<string, number>; "createdAt": string; "archivedAt": string | null };
  };
  /** Creates the first owner and workspace, with the one-time token that the server printed. */
  setUp: {
    params: {};
    query: {};
    body: { "token": string; "workspaceName": string; "name": string; "email": string; "password": string; "locale": "en" | "zh-CN" | "pt-BR"; "timeZone"?: string };
    output: { "workspaceId": string; "memberId": string; "inboxId": string };
  };
  /** Decides about a reply of which nobody knows whether it arrived, or that failed: send it again, or take it as sent. */
  settleMailDelivery: {
    params: { id: string };
    query: {};
    body: { "as": "again" | "sent" };
    output: { "id": string; "messageId": string; "to": Array<string>; "cc": Array<string>; "bcc": Array<string>; "state": "waiting" | "sent" | "failed" | "unknown"; "attempts": number; "nextAt": string | null; "reason": string | null; "changedAt": string };
  };
  /** Asks whether the visitor is to see a greeting now; if so, that is written down, and no other tab gets it again. */
  showGreeting: {
    params: { id: string };
    query: {};
    body: { "language": "en" | "zh-CN" | "pt-BR"; "visitSeconds": number };
    output: { "shown": { "id": string; "text": string } | null };
  };
  /** Signs in by password; answers `two-factor` when a code is needed as well. */
  signIn: {
    params: {};
    query: {};
    body: { "email": string; "password": string };
    output: { "status": "signed-in" | "two-factor" };
  };
  /** Signs out here. */
  signOut: {
    params: {};
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Ends every session of the calling member, this one too. */
  signOutEverywhere: {
    params: {};
    query: {};
    body: undefined;
    output: undefined;
  };
  /** Ends every widget session of a customer, for example when a visitor's computer was stolen. */
  signOutVisitor: {
    params: { id: string };
    query: {};
    body: undefined;
    output: undefined;
  };
  /** A new path to a file of the visitor’s thread, for one that has expired. */
  signVisitorAttachment: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "path": string };
  };
  /** Puts a conversation out of the way until a time, or until the customer writes where none is given. It comes back sooner when the customer writes sooner. */
  snoozeConversation: {
    params: { id: string };
    query: {};
    body: { "until": string | null };
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Moves messages into a new conversation with the same customer, and links the two. Answers the new one; merging it back takes it back. The customer goes on seeing one chat. */
  splitConversation: {
    params: { id: string };
    query: {};
    body: { "messageIds": Array<string>; "subject"?: string | null };
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Does something to many conversations, named by their ids (at most 1000) or by a filter (at most 10000 that stand in it now). It goes on behind the answer, one conversation after the other; a member has one at a time. */
  startBulk: {
    params: {};
    query: {};
    body: { "conversationIds"?: Array<string>; "filter"?: { "status"?: "open" | "snoozed" | "closed" | "spam"; "assignees"?: Array<"me" | "none" | string>; "teams"?: Array<"mine" | "none" | string>; "inboxIds"?: Array<string>; "tagIds"?: Array<string>; "priorities"?: Array<"low" | "normal" | "high" | "urgent">; "segmentId"?: string; "language"?: string; "waitingMinutes"?: number; "reasonIds"?: Array<"none" | string>; "closedDays"?: number; "attributes"?: Array<{ "key": string; "value"?: string }>; "mentioned"?: true }; "actions": Array<{ "type": "assign"; "memberId": string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "until": string | null } | { "type": "close"; "reasonId"?: string } | { "type": "reopen" } | { "type": "spam" }> };
    output: { "id": string; "actions": Array<{ "type": "assign"; "memberId": string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "until": string | null } | { "type": "close"; "reasonId"?: string } | { "type": "reopen" } | { "type": "spam" }>; "state": "running" | "done" | "cancelled" | "undoing" | "undone"; "total": number; "counts": { "waiting": number; "done": number; "same": number; "failed": number; "undone": number; "kept": number }; "createdAt": string; "endedAt": string | null };
  };
  /** Starts a conversation with a customer by a first message. */
  startConversation: {
    params: {};
    query: {};
    body: { "customerId": string; "inboxId": string; "text": string };
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Erases the person for good. `name` is the name that is shown, typed again; without one "ERASE". */
  startErasure: {
    params: { id: string };
    query: {};
    body: { "name": string };
    output: { "request": { "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null }; "steps": Array<{ "id": string; "step": "export-started" | "export-made" | "export-downloaded" | "export-gone" | "corrected" | "erasing" | "erased" | "restricted" | "lifted" | "objected" | "noted" | "done" | "refused" | "reopened"; "detail": string; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "at": string }>; "exports": Array<{ "id": string; "state": "waiting" | "running" | "done" | "failed" | "gone"; "done": number; "of": number; "bytes": number; "expiresAt": string | null; "failure": string | null }>; "erasure": { "id": string; "state": "running" | "done" | "failed"; "stage": string; "lookedAt": number; "rewritten": number; "failure": string | null } | null };
  };
  /** Starts the import, or goes on with one that failed or was cancelled. */
  startImport: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "origin": "console" | "command"; "fileName": string; "bytes": number; "format": { "kind": string; "delimiter"?: string; "encoding"?: string }; "columns": Array<string>; "map": { "key": Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string }; "state": "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; "memberId": string | null; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "progress": { "done": number; "total": number | null } | null; "foreseen": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number; "refused": Array<{ "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "made": Array<{ "row": number; "outcome": string; "fields": Record<string, string> }> } | null; "undone": { "takenBack": Record<string, number>; "left": Record<string, number> } | null; "failure": string | null; "hasErrors": boolean; "createdAt": string; "startedAt": string | null; "endedAt": string | null };
  };
  /** Has a copy made of everything that is held on the person. */
  startPrivacyExport: {
    params: { id: string };
    query: {};
    body: { "locale": "en" | "zh-CN" | "pt-BR" };
    output: { "request": { "id": string; "kind": "export" | "rectify" | "erase" | "restrict" | "object"; "customer": { "id": string; "name": string | null }; "askedBy": string; "askedHow": "mail" | "phone" | "chat" | "letter" | "in-person" | "form"; "note": string; "law": "gdpr" | "lgpd" | "pipl"; "receivedAt": string; "dueAt": string; "isOverdue": boolean; "state": "open" | "done" | "refused"; "closedAt": string | null }; "steps": Array<{ "id": string; "step": "export-started" | "export-made" | "export-downloaded" | "export-gone" | "corrected" | "erasing" | "erased" | "restricted" | "lifted" | "objected" | "noted" | "done" | "refused" | "reopened"; "detail": string; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "at": string }>; "exports": Array<{ "id": string; "state": "waiting" | "running" | "done" | "failed" | "gone"; "done": number; "of": number; "bytes": number; "expiresAt": string | null; "failure": string | null }>; "erasure": { "id": string; "state": "running" | "done" | "failed"; "stage": string; "lookedAt": number; "rewritten": number; "failure": string | null } | null };
  };
  /** Begins two-factor sign-in: a secret for the authenticator app, and recovery codes. */
  startTwoFactor: {
    params: {};
    query: {};
    body: { "password": string };
    output: { "uri": string; "recoveryCodes": Array<string> };
  };
  /** A new anonymous session, or, with an identity token, one for that user of the business. */
  startVisitorSession: {
    params: {};
    query: {};
    body: { "inboxId": string; "identityToken"?: string; "language"?: string; "timeZone"?: string };
    output: { "token": string; "verified": boolean; "name": string | null };
  };
  /** Writes down what a customer needs or expects; `evidence` are ids of the customer's entries. */
  stateNeed: {
    params: { id: string };
    query: {};
    body: { "needKind"?: "need" | "expectation"; "text": string; "evidence"?: Array<string> };
    output: { "id": string; "needKind": "need" | "expectation"; "text": string; "evidence": Array<{ "id": string; "workspaceId": string; "position": string; "kind": "customer.created" | "customer.updated" | "customer.identified" | "customer.merged" | "customer.unmerged" | "customer.blocked" | "block.changed" | "customer.merge_refused" | "customer.described" | "consent.changed" | "profile.updated" | "stage.changed" | "segment.entered" | "segment.left" | "customer.withdrawn" | "entries.withdrawn" | "conversation.opened" | "conversation.closed" | "conversation.reopened" | "conversation.assigned" | "conversation.read" | "conversation.snoozed" | "conversation.prioritised" | "conversation.tagged" | "conversation.untagged" | "conversation.described" | "conversation.spam_marked" | "conversation.merged" | "conversation.absorbed" | "conversation.released" | "conversation.unmerged" | "conversation.split" | "conversation.linked" | "conversation.unlinked" | "conversation.mailed" | "conversation.mail_failed" | "tag.created" | "tag.changed" | "reason.created" | "reason.changed" | "closing.changed" | "view.created" | "view.changed" | "view.removed" | "macro.created" | "macro.changed" | "macro.removed" | "conversations.exported" | "greeting.created" | "greeting.changed" | "greeting.removed" | "greeting.shown" | "greeting.opened" | "greeting.dismissed" | "greeting.answered" | "message.received" | "message.sent" | "message.reacted" | "note.added" | "message.edited" | "message.deleted" | "message.restored" | "conversations.message_deleted" | "conversations.message_restored" | "message.delivered" | "customer.address_failed" | "call.logged" | "visit.logged" | "page.viewed" | "page.failed" | "event.tracked" | "group.reported" | "order.placed" | "order.updated" | "order.cancelled" | "order.refunded" | "review.posted" | "company.created" | "company.updated" | "company.member_added" | "company.member_removed" | "company.withdrawn" | "task.created" | "task.changed" | "task.done" | "task.reopened" | "task.reminded" | "task.reminder_seen" | "date.set" | "date.changed" | "date.removed" | "date.neared" | "note.written" | "note.changed" | "note.pinned" | "note.deleted" | "need.stated" | "need.changed" | "need.met" | "need.reopened" | "need.removed" | "attribute.defined" | "attribute.changed" | "customer.erased" | "customer.restricted" | "customer.corrected" | "privacy.requested" | "privacy.stepped" | "privacy.settings_changed" | "privacy.addresses_cut" | "team.created" | "team.changed" | "team.joined" | "team.capacity_set" | "team.left" | "hours.changed" | "availability.chosen" | "availability.set" | "presence.changed" | "promise.made" | "promise.changed" | "promise.kept" | "promise.broken" | "promise.withdrawn" | "promise.warned" | "promise.reminder_seen" | "silence.changed" | "silence.alarmed" | "silence.alarm_seen" | "checklist_template.created" | "checklist_template.changed" | "checklist.added" | "checklist.renamed" | "checklist.removed" | "checklist.reordered" | "checklist.item_added" | "checklist.item_changed" | "checklist.item_ticked" | "checklist.item_unticked" | "checklist.item_removed" | "message.scheduled" | "message.rescheduled" | "message.redrafted" | "message.held" | "message.unscheduled" | "workspace.created" | "workspace.updated" | "member.invited" | "member.invitation_revoked" | "member.joined" | "member.updated" | "member.role_changed" | "member.removed" | "member.reset_requested" | "member.password_changed" | "member.two_factor_changed" | "member.signed_in" | "member.signed_out" | "key.created" | "key.updated" | "key.revoked" | "inbox.created" | "inbox.updated" | "inbox.secret_rotated" | "import.started" | "import.ended" | "import.undone" | "webhook.created" | "webhook.updated" | "webhook.secret_rotated" | "webhook.removed" | "segment.created" | "segment.updated" | "stages.updated" | "visitor.signed_out" | "ledger.retained"; "customerId": string | null; "conversationId": string | null; "channel": string | null; "direction": "inbound" | "outbound" | "indirect" | "internal"; "actor": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "recordedAt": string; "source": { "name": string; "externalId": string | null }; "payload": Record<string, unknown> }>; "statedAt": string; "statedBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "metAt": string | null; "metBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null };
  };
  /** Turns two-factor sign-in off. */
  stopTwoFactor: {
    params: {};
    query: {};
    body: { "password": string };
    output: undefined;
  };
  /** Has notifications pushed to a browser, by the subscription that it made; it is the calling member’s from here on. */
  subscribeToPush: {
    params: {};
    query: {};
    body: { "endpoint": string; "keys": { "p256dh": string; "auth": string } };
    output: undefined;
  };
  /** Names to build conditions with, as they were seen lately: of attributes, of events, of the properties of an event, or of the keys that events and page views came by. */
  suggestConditions: {
    params: {};
    query: { of: "attributes" | "events" | "properties" | "topics" | "currencies" | "keys"; event?: string };
    body: undefined;
    output: { "data": Array<string> };
  };
  /** How many reviews there are and what they average; `GET /reviews` with the same filter lists them. */
  summariseReviews: {
    params: {};
    query: { customer?: string; order?: string; stars?: number; site?: string; text?: "with" | "without" };
    body: undefined;
    output: { "count": number; "scored": number; "mean": number | null; "stars": Array<{ "stars": number; "count": number }>; "sites": Array<{ "site": string; "count": number }> };
  };
  /** Puts a tag on a conversation. One that is on it already changes nothing. */
  tagConversation: {
    params: { id: string; tagId: string };
    query: {};
    body: undefined;
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Says that an item is done; who said so first, and when, stays. */
  tickChecklistItem: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "conversationId": string; "templateId": string | null; "name": string; "items": Array<{ "id": string; "text": string; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }>; "addedAt": string; "addedBy": { "kind": "customer" | "member" | "system"; "id": string | null } };
  };
  /** Says that mail to an address of a customer works again which came back before. */
  trustAddress: {
    params: { id: string };
    query: {};
    body: { "address": string };
    output: undefined;
  };
  /** Signs in to a mailbox as it would be followed, and to its server for sending, and tells how each step went. */
  tryMailbox: {
    params: {};
    query: {};
    body: { "receiving": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string; "folder": string } | null; "sending": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string } | null; "password"?: string; "inboxId"?: string };
    output: { "steps": Array<{ "step": "receiving-host" | "receiving-connect" | "receiving-secure" | "receiving-sign-in" | "receiving-folder" | "sending-host" | "sending-connect" | "sending-secure" | "sending-sign-in"; "state": "ok" | "failed" | "skipped"; "fault": "unknown-host" | "inside-network" | "not-a-mail-port" | "refused" | "no-answer" | "unreachable" | "closed" | "wrong-security" | "no-tls" | "certificate-expired" | "certificate-self-signed" | "certificate-other-name" | "certificate-unknown" | "credentials" | "no-sign-in" | "no-folder" | "other" | null; "said": string | null }>; "messages": number | null; "folders": Array<string> };
  };
  /** Lifts a block: what it made spam is again what it was before. */
  unblockCustomer: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "since": string | null; "memberId": string | null; "messages": number };
  };
  /** Puts each conversation back into the state that it was in before. Those that somebody changed since are left alone. */
  undoBulk: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "actions": Array<{ "type": "assign"; "memberId": string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "until": string | null } | { "type": "close"; "reasonId"?: string } | { "type": "reopen" } | { "type": "spam" }>; "state": "running" | "done" | "cancelled" | "undoing" | "undone"; "total": number; "counts": { "waiting": number; "done": number; "same": number; "failed": number; "undone": number; "kept": number }; "createdAt": string; "endedAt": string | null };
  };
  /** Takes back what the import made, by entries of its own. */
  undoImport: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "kind": "customers" | "companies" | "orders" | "refunds" | "reviews" | "messages" | "events"; "origin": "console" | "command"; "fileName": string; "bytes": number; "format": { "kind": string; "delimiter"?: string; "encoding"?: string }; "columns": Array<string>; "map": { "key": Array<string>; "fields": Record<string, string>; "dates"?: Record<string, "day-first" | "month-first">; "country"?: string }; "state": "uploading" | "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; "memberId": string | null; "counts": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number }; "progress": { "done": number; "total": number | null } | null; "foreseen": { "read": number; "created": number; "updated": number; "unchanged": number; "rejected": number; "refused": Array<{ "row": number; "reason": { "code": string; "field"?: string; "column"?: string; "value"?: string; "text": string } }>; "made": Array<{ "row": number; "outcome": string; "fields": Record<string, string> }> } | null; "undone": { "takenBack": Record<string, number>; "left": Record<string, number> } | null; "failure": string | null; "hasErrors": boolean; "createdAt": string; "startedAt": string | null; "endedAt": string | null };
  };
  /** Takes the link between two conversations away. */
  unlinkConversations: {
    params: { id: string; otherId: string };
    query: {};
    body: undefined;
    output: { "merged": Array<{ "conversation": { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string }; "mergedAt": string; "mergedBy": string | null }>; "linked": Array<{ "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string }> };
  };
  /** Makes a conversation itself again that was merged into another, with the messages that came with it; what was written since stays with the other. One that is not merged stays as it is. */
  unmergeConversation: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Undoes a merge: everything that came with the customer goes back to it, also what came since. */
  unmergeCustomer: {
    params: { id: string };
    query: {};
    body: { "customerId": string };
    output: { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null };
  };
  /** Has nothing pushed to a browser of the calling member any more. */
  unsubscribeFromPush: {
    params: {};
    query: {};
    body: { "endpoint": string };
    output: undefined;
  };
  /** Takes a tag off a conversation. */
  untagConversation: {
    params: { id: string; tagId: string };
    query: {};
    body: undefined;
    output: { "id": string; "inboxId": string; "channel": string; "customer": { "id": string; "name": string | null }; "status": "open" | "snoozed" | "closed" | "merged"; "mergedInto": string | null; "snoozedUntil": string | null; "closedAt": string | null; "reasonId": string | null; "spam": boolean; "priority": "low" | "normal" | "high" | "urgent"; "tagIds": Array<string>; "attributes": Record<string, string | number | boolean | Array<string>>; "assigneeId": string | null; "teamId": string | null; "subject": string | null; "openedAt": string; "lastAt": string; "lastMessage": { "text": string; "files"?: number; "direction": "inbound" | "outbound" | "indirect" | "internal"; "note": boolean; "author": { "kind": "customer" | "member" | "system"; "id": string | null }; "occurredAt": string; "deleted"?: true } | null; "waitingSince": string | null; "inboundCount": number; "readCount": number; "position": string };
  };
  /** Says that an item is to be done after all. */
  untickChecklistItem: {
    params: { id: string };
    query: {};
    body: undefined;
    output: { "id": string; "conversationId": string; "templateId": string | null; "name": string; "items": Array<{ "id": string; "text": string; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null }>; "addedAt": string; "addedBy": { "kind": "customer" | "member" | "system"; "id": string | null } };
  };
  /** Changes what is sent, and leaves the rest; null takes it away. `domains` is the whole list. `archived` puts the company aside: it is kept, and neither listed nor searched. */
  updateCompany: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "externalId"?: string | null; "domains"?: Array<string>; "website"?: string | null; "size"?: string | null; "address"?: string | null; "note"?: string | null; "attributes"?: Record<string, string | number | boolean | Array<string | number | boolean> | null>; "archived"?: boolean };
    output: { "id": string; "name": string | null; "externalId": string | null; "domains": Array<string>; "website": string | null; "size": string | null; "address": string | null; "note": string | null; "attributes": Record<string, unknown>; "verified": boolean; "people": number; "createdAt": string; "archivedAt": string | null };
  };
  /** Changes the name. */
  updateCustomer: {
    params: { id: string };
    query: {};
    body: { "name": string | null };
    output: { "id": string; "name": string | null; "language": string | null; "identities": Array<{ "kind": "email" | "phone" | "user" | "visitor"; "value": string; "verified": boolean; "failedSince"?: string }>; "attributes": Record<string, unknown>; "createdAt": string; "lastSeenAt": string | null };
  };
  /** Changes the name or settings of an inbox, or the team that its new conversations go to. */
  updateInbox: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "settings"?: { "sites"?: Array<string>; "color"?: string; "greeting"?: string; "position"?: "right" | "left"; "introduction"?: { "name": "no" | "optional" | "required"; "email": "no" | "optional" | "required"; "question": "no" | "optional" | "required"; "questionText": string } } | { "address"?: string; "aliases"?: Array<string>; "senderName"?: string; "senderStyle"?: "inbox" | "agent"; "receiving"?: { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string; "folder": string; "startAt": "now" | "all" } | null; "sending"?: { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string } | null; "plusAddressing"?: boolean; "signature"?: string; "quoteHistory"?: boolean; "trustedServers"?: Array<string>; "acknowledgement"?: { "subject": string; "text": string } | null }; "teamId"?: string | null; "password"?: string };
    output: { "id": string; "name": string; "teamId": string | null; "createdAt": string; "can": { "edits": "shown" | "no"; "deletes": boolean; "shows": { "marks": Array<"bold" | "italic" | "strike" | "code" | "link">; "lines": Array<"text" | "quote" | "pre" | "bullet" | "number"> }; "textLengthMax": number }; "channel": "webchat"; "settings": { "sites": Array<string>; "color": string; "greeting": string; "position": "right" | "left"; "introduction"?: { "name": "no" | "optional" | "required"; "email": "no" | "optional" | "required"; "question": "no" | "optional" | "required"; "questionText": string } } } | { "id": string; "name": string; "teamId": string | null; "createdAt": string; "can": { "edits": "shown" | "no"; "deletes": boolean; "shows": { "marks": Array<"bold" | "italic" | "strike" | "code" | "link">; "lines": Array<"text" | "quote" | "pre" | "bullet" | "number"> }; "textLengthMax": number }; "channel": "email"; "settings": { "address": string; "aliases": Array<string>; "senderName": string; "senderStyle": "inbox" | "agent"; "receiving": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string; "folder": string; "startAt": "now" | "all" } | null; "sending": { "host": string; "port": number; "security": "tls" | "starttls" | "none"; "user": string } | null; "plusAddressing": boolean; "signature": string; "quoteHistory": boolean; "trustedServers": Array<string>; "acknowledgement": { "subject": string; "text": string } | null } };
  };
  /** Says what sends events with a write key or a server key. It holds for what arrives from then on. */
  updateKey: {
    params: { id: string };
    query: {};
    body: { "property": "website" | "mobile" | "software" | "server" };
    output: { "id": string; "name": string; "kind": "api" | "write" | "server"; "property": "website" | "mobile" | "software" | "server" | null; "prefix": string; "memberId": string; "createdAt": string; "lastUsedAt": string | null };
  };
  /** Changes the member's own name, language, time zone, keyboard, mail or undo setting. */
  updateMe: {
    params: {};
    query: {};
    body: { "name"?: string; "locale"?: "en" | "zh-CN" | "pt-BR"; "timeZone"?: string | null; "singleKeys"?: boolean; "reminderMails"?: boolean; "undoSeconds"?: 0 | 5 | 10 | 30 };
    output: { "member": { "id": string; "name": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "joinedAt": string; "locale": "en" | "zh-CN" | "pt-BR" | null; "timeZone": string | null; "singleKeys": boolean; "reminderMails": boolean; "undoSeconds": 0 | 5 | 10 | 30; "twoFactor": boolean }; "workspace": { "id": string; "name": string; "locale": "en" | "zh-CN" | "pt-BR"; "timeZone": string; "createdAt": string; "linkPreviews": "off" | "team" | "all" }; "workspaces": Array<{ "id": string; "name": string }>; "permissions": Array<"conversations:read" | "conversations:write" | "messages:manage" | "customers:read" | "customers:write" | "notes:manage" | "members:read" | "members:manage" | "keys:manage" | "inboxes:read" | "inboxes:manage" | "imports:manage" | "webhooks:manage" | "segments:manage" | "privacy:manage" | "workspace:read" | "workspace:manage" | "audit:read"> };
  };
  /** Changes what is sent, and leaves the rest. */
  updatePrivacySettings: {
    params: {};
    query: {};
    body: { "law"?: "gdpr" | "lgpd" | "pipl"; "addresses"?: "whole" | "cut" | "drop" };
    output: { "law": "gdpr" | "lgpd" | "pipl"; "addresses": "whole" | "cut" | "drop" };
  };
  /** Changes what is sent, and leaves the rest; null takes it away. */
  updateProfile: {
    params: { id: string };
    query: {};
    body: { "ownerId"?: string | null; "nextStep"?: string | null; "language"?: string | null; "channel"?: "email" | "phone" | "sms" | "chat" | "post" | null };
    output: { "ownerId": string | null; "nextStep": string | null; "language": string | null; "channel": "email" | "phone" | "sms" | "chat" | "post" | null };
  };
  /** Renames a segment, changes its condition, archives it or takes it back from the archive: one of your own, or with the right to manage segments any. */
  updateSegment: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "condition"?: SegmentCondition; "archived"?: boolean };
    output: { "id": string; "name": string; "condition": SegmentCondition; "ownerId": string | null; "count": number; "change": number; "progress": { "done": number; "total": number } | null; "usedBy": Array<{ "id": string; "name": string }>; "createdAt": string; "changedAt": string; "archivedAt": string | null };
  };
  /** Changes what is sent, and leaves the rest; null takes it away. */
  updateTask: {
    params: { id: string };
    query: {};
    body: { "what"?: string; "assigneeId"?: string | null; "due"?: { "date": string; "time"?: string | null; "timeZone"?: string } | null; "remind"?: { "kind": "at"; "date": string; "time": string; "timeZone"?: string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null };
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string | null; "what": string; "assigneeId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string } | null; "remind": { "kind": "at"; "date": string; "time": string; "timeZone": string } | { "kind": "before"; "amount": number; "unit": "minutes" | "hours" | "days" } | null; "remindAt": string | null; "createdAt": string; "createdBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "doneAt": string | null; "doneBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null; "dateId": string | null };
  };
  /** Renames a team, says how it hands out, archives it or takes it back from the archive. Who is in it stays; conversations leave a team in the archive. */
  updateTeam: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "archived"?: boolean; "routing"?: "by-hand" | "round-robin" | "least-loaded" };
    output: { "id": string; "name": string; "memberIds": Array<string>; "routing": "by-hand" | "round-robin" | "least-loaded"; "capacities": Record<string, number>; "createdAt": string; "archivedAt": string | null };
  };
  /** Changes a webhook: its name, how it is signed, what it makes, and whether it is live. */
  updateWebhook: {
    params: { id: string };
    query: {};
    body: { "name"?: string; "signing"?: { "scheme": "standard" } | { "scheme": "hmac"; "header": string; "encoding": "hex" | "base64"; "prefix"?: string; "timestamp"?: "none" | "header" | "in-signature"; "timestampHeader"?: string | null; "toleranceSeconds"?: number; "idHeader"?: string | null }; "mappings"?: Array<{ "makes": "customers" | "companies" | "orders" | "refunds" | "reviews" | "events"; "list"?: string | null; "when"?: { "path": string; "values": Array<string> } | null; "key"?: Array<string>; "fields": Record<string, { "path": string; "values"?: Record<string, string>; "unit"?: "major" | "minor"; "dates"?: "day-first" | "month-first" } | { "constant": string } | { "received": true }>; "country"?: string }>; "isLive"?: boolean; "keptDays"?: number };
    output: { "id": string; "name": string; "url": string; "signing": { "scheme": "standard" } | { "scheme": "hmac"; "header": string; "encoding": "hex" | "base64"; "prefix": string; "timestamp": "none" | "header" | "in-signature"; "timestampHeader": string | null; "toleranceSeconds": number; "idHeader": string | null }; "mappings": Array<{ "makes": "customers" | "companies" | "orders" | "refunds" | "reviews" | "events"; "list": string | null; "when": { "path": string; "values": Array<string> } | null; "key": Array<string>; "fields": Record<string, { "path": string; "values"?: Record<string, string>; "unit"?: "major" | "minor"; "dates"?: "day-first" | "month-first" } | { "constant": string } | { "received": true }>; "country"?: string }>; "isLive": boolean; "keptDays": number; "previousUntil": string | null; "lastAt": string | null; "failed": number; "createdAt": string };
  };
  /** Changes name, language, time zone or link previews of the workspace. */
  updateWorkspace: {
    params: {};
    query: {};
    body: { "name"?: string; "locale"?: "en" | "zh-CN" | "pt-BR"; "timeZone"?: string; "linkPreviews"?: "off" | "team" | "all" };
    output: { "id": string; "name": string; "locale": "en" | "zh-CN" | "pt-BR"; "timeZone": string; "createdAt": string; "linkPreviews": "off" | "team" | "all" };
  };
  /** Takes a file for a message of this conversation and answers the id by which one message may name it, within a day. The body is its bytes, of type application/octet-stream. */
  uploadFile: {
    params: { id: string };
    query: { name: string };
    body: undefined;
    output: { "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number; "uploadId": string };
  };
  /** Takes a file for a message of this visitor and answers the id by which one message may name it, within a day. The body is its bytes, of type application/octet-stream. */
  uploadVisitorFile: {
    params: {};
    query: { name: string };
    body: undefined;
    output: { "name": string; "type": string; "bytes": number; "width"?: number; "height"?: number; "uploadId": string };
  };
  /** Counts that a macro was taken for a conversation. Its text and what it does are sent like any other. */
  useMacro: {
    params: { id: string };
    query: {};
    body: { "conversationId": string };
    output: { "id": string; "name": string; "text": string; "kind": "reply" | "note"; "actions": Array<{ "type": "assign"; "memberId": "me" | string | null } | { "type": "assign-team"; "teamId": string | null } | { "type": "tag"; "tagId": string } | { "type": "untag"; "tagId": string } | { "type": "prioritise"; "priority": "low" | "normal" | "high" | "urgent" } | { "type": "snooze"; "hours": number | null } | { "type": "describe"; "key": string; "value": string | number | boolean | Array<string | number | boolean> | null } | { "type": "add-checklist"; "templateId": string } | { "type": "close"; "reasonId"?: string } | { "type": "spam" }>; "shared": boolean; "uses": number };
  };
  /** Takes a promise back, with the reason. A broken one stays broken. */
  withdrawPromise: {
    params: { id: string };
    query: {};
    body: { "reason": string };
    output: { "id": string; "customer": { "id": string; "name": string | null }; "conversationId": string; "what": string; "memberId": string | null; "due": { "date": string; "time": string | null; "timeZone": string; "at": string }; "public": boolean; "state": "open" | "kept" | "broken" | "late" | "withdrawn"; "moves": number; "warnAt": string | null; "madeAt": string; "madeBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "endedAt": string | null };
  };
  /** Writes a note on a customer. */
  writeNote: {
    params: { id: string };
    query: {};
    body: { "text": string };
    output: { "id": string; "text": string; "pinned": boolean; "writtenAt": string; "writtenBy": { "kind": "customer" | "member" | "system"; "id": string | null }; "changedAt": string | null; "changedBy": { "kind": "customer" | "member" | "system"; "id": string | null } | null };
  };
  /** Writes down an order or what became of it, recognised by `shop` and `externalId`: 201 for a new one, 200 for one that is known. Amounts are integers of the smallest unit. What is left out stays as it is; sent again, nothing changes. */
  writeOrder: {
    params: {};
    query: {};
    body: { "shop"?: string; "externalId": string; "number"?: string; "status"?: "placed" | "paid" | "shipped" | "delivered" | "cancelled" | "partly-refunded" | "refunded"; "occurredAt"?: string; "placedAt"?: string; "paidAt"?: string; "shippedAt"?: string; "deliveredAt"?: string; "cancelledAt"?: string; "currency"?: string; "total"?: number; "goods"?: number; "shipping"?: number; "tax"?: number; "discount"?: number; "lines"?: Array<{ "productId"?: string | null; "name"?: string | null; "category"?: string | null; "quantity"?: number; "unitPrice"?: number | null }>; "refunds"?: Array<{ "externalId": string; "amount": number; "currency"?: string; "reason"?: string | null; "lines"?: Array<{ "productId"?: string | null; "name"?: string | null; "category"?: string | null; "quantity"?: number; "unitPrice"?: number | null }>; "occurredAt"?: string }>; "reason"?: string | null; "customer"?: { "id": string } | { "identities": Array<{ "kind": "email" | "phone" | "user"; "value": string }>; "name"?: string | null; "language"?: string | null } };
    output: { "id": string; "shop": string; "externalId": string; "number": string; "customer": { "id": string; "name": string | null } | null; "status": "placed" | "paid" | "shipped" | "delivered" | "cancelled" | "partly-refunded" | "refunded"; "currency": string | null; "total": number | null; "goods": number | null; "shipping": number | null; "tax": number | null; "discount": number | null; "refunded": number; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "refunds": Array<{ "externalId": string; "amount": number | null; "currency": string | null; "reason": string | null; "lines": Array<{ "productId": string | null; "name": string | null; "category": string | null; "quantity": number; "unitPrice": number | null }>; "occurredAt": string }>; "placedAt": string; "paidAt": string | null; "shippedAt": string | null; "deliveredAt": string | null; "cancelledAt": string | null; "warnings": Array<"refunds-exceed-total" | "refund-in-other-currency" | "total-unknown"> };
  };
  /** Writes down a review, recognised by `site` and `externalId`: 201 for a new one, 200 for one that is known. */
  writeReview: {
    params: {};
    query: {};
    body: { "site"?: string; "externalId": string; "order"?: { "shop"?: string; "externalId": string } | null; "product"?: { "id"?: string | null; "name"?: string | null } | null; "score"?: number | null; "scale"?: number; "title"?: string | null; "text"?: string | null; "occurredAt"?: string; "customer"?: { "id": string } | { "identities": Array<{ "kind": "email" | "phone" | "user"; "value": string }>; "name"?: string | null; "language"?: string | null } };
    output: { "id": string; "site": string; "externalId": string; "customer": { "id": string; "name": string | null } | null; "order": { "id": string; "number": string } | null; "product": { "id": string | null; "name": string | null } | null; "score": number | null; "scale": number; "title": string | null; "text": string | null; "occurredAt": string };
  };
};

/** How each operation is called. */
export const operations = {
  acceptInvitation: { method: 'POST', path: '/invitations/acceptance' },
  addChecklist: { method: 'POST', path: '/checklists' },
  addChecklistItem: { method: 'POST', path: '/checklists/{id}/items' },
  addCompanyPerson: { method: 'PUT', path: '/companies/{id}/people/{customerId}' },
  addTeamMember: { method: 'PUT', path: '/teams/{id}/members/{memberId}' },
  adoptVisitor: { method: 'POST', path: '/visitor/anonymous-id' },
  assignConversation: { method: 'PUT', path: '/conversations/{id}/assignee' },
  blockCustomer: { method: 'PUT', path: '/customers/{id}/block' },
  cancelBulk: { method: 'POST', path: '/bulks/{id}/cancellation' },
  cancelImport: { method: 'POST', path: '/imports/{id}/cancel' },
  cancelScheduledMessage: { method: 'DELETE', path: '/scheduled-messages/{id}' },
  changeAttribute: { method: 'PATCH', path: '/attributes/{key}' },
  changeChecklist: { method: 'PATCH', path: '/checklists/{id}' },
  changeChecklistItem: { method: 'PATCH', path: '/checklist-items/{id}' },
  changeChecklistTemplate: { method: 'PATCH', path: '/checklist-templates/{id}' },
  changeClosing: { method: 'PATCH', path: '/closing' },
  changeDate: { method: 'PUT', path: '/dates/{id}' },
  changeGreeting: { method: 'PATCH', path: '/greetings/{id}' },
  changeMacro: { method: 'PATCH', path: '/macros/{id}' },
  changeNeed: { method: 'PATCH', path: '/needs/{id}' },
  changeNote: { method: 'PATCH', path: '/notes/{id}' },
  changeNotificationSettings: { method: 'PUT', path: '/notifications/settings' },
  changePassword: { method: 'PUT', path: '/me/password' },
  changePromise: { method: 'PATCH', path: '/promises/{id}' },
  changeReason: { method: 'PATCH', path: '/closing/reasons/{id}' },
  changeRole: { method: 'PUT', path: '/members/{id}/role' },
  changeScheduledMessage: { method: 'PATCH', path: '/scheduled-messages/{id}' },
  changeStageRule: { method: 'PUT', path: '/stage-rule' },
  changeTag: { method: 'PATCH', path: '/tags/{id}' },
  changeView: { method: 'PATCH', path: '/views/{id}' },
  checkImport: { method: 'POST', path: '/imports/{id}/check' },
  checkInvitation: { method: 'POST', path: '/invitations/check' },
  checkSetup: { method: 'POST', path: '/setup/check' },
  closeConversation: { method: 'POST', path: '/conversations/{id}/closure' },
  closePrivacyRequest: { method: 'PUT', path: '/privacy/requests/{id}/state' },
  completeTask: { method: 'POST', path: '/tasks/{id}/completion' },
  confirmTwoFactor: { method: 'PUT', path: '/me/two-factor' },
  correctCustomer: { method: 'POST', path: '/privacy/requests/{id}/correction' },
  countCustomers: { method: 'GET', path: '/customers/count' },
  countEndings: { method: 'GET', path: '/closing/endings' },
  countScheduledMessages: { method: 'GET', path: '/scheduled-messages' },
  countViews: { method: 'GET', path: '/views/counts' },
  createChecklistTemplate: { method: 'POST', path: '/checklist-templates' },
  createCompany: { method: 'POST', path: '/companies' },
  createCustomer: { method: 'POST', path: '/customers' },
  createGreeting: { method: 'POST', path: '/greetings' },
  createImport: { method: 'POST', path: '/imports' },
  createInbox: { method: 'POST', path: '/inboxes' },
  createKey: { method: 'POST', path: '/keys' },
  createMacro: { method: 'POST', path: '/macros' },
  createReason: { method: 'POST', path: '/closing/reasons' },
  createResetLink: { method: 'POST', path: '/members/{id}/password-reset' },
  createSegment: { method: 'POST', path: '/segments' },
  createTag: { method: 'POST', path: '/tags' },
  createTask: { method: 'POST', path: '/tasks' },
  createTeam: { method: 'POST', path: '/teams' },
  createView: { method: 'POST', path: '/views' },
  createWebhook: { method: 'POST', path: '/webhooks' },
  cutStoredAddresses: { method: 'POST', path: '/privacy/addresses' },
  defineAttribute: { method: 'POST', path: '/attributes' },
  deleteMessage: { method: 'DELETE', path: '/messages/{id}' },
  deleteNote: { method: 'DELETE', path: '/notes/{id}' },
  deleteWebhook: { method: 'DELETE', path: '/webhooks/{id}' },
  describeConversation: { method: 'PATCH', path: '/conversations/{id}/attributes' },
  describeCustomer: { method: 'PATCH', path: '/customers/{id}/attributes' },
  discoverMailbox: { method: 'POST', path: '/mailboxes/discover' },
  editMessage: { method: 'PATCH', path: '/messages/{id}' },
  endVisitorConversation: { method: 'POST', path: '/visitor/closure' },
  endVisitorSession: { method: 'DELETE', path: '/visitor/session' },
  enterCode: { method: 'POST', path: '/session/code' },
  exportConversations: { method: 'GET', path: '/conversations/export' },
  exportSegment: { method: 'GET', path: '/segments/{id}/customers.csv' },
  fillMailRange: { method: 'POST', path: '/inboxes/{id}/mail-range' },
  identifyVisitor: { method: 'POST', path: '/visitor/identification' },
  introduceVisitor: { method: 'POST', path: '/visitor/introduction' },
  inviteMember: { method: 'POST', path: '/invitations' },
  keepPromise: { method: 'POST', path: '/promises/{id}/keeping' },
  linkConversations: { method: 'PUT', path: '/conversations/{id}/links/{otherId}' },
  listAttributes: { method: 'GET', path: '/attributes' },
  listAvailability: { method: 'GET', path: '/availability' },
  listBulkLeft: { method: 'GET', path: '/bulks/{id}/left' },
  listBulks: { method: 'GET', path: '/bulks' },
  listChecklistProgress: { method: 'GET', path: '/checklists/progress' },
  listChecklistTemplates: { method: 'GET', path: '/checklist-templates' },
  listChecklists: { method: 'GET', path: '/checklists' },
  listCollectedCalls: { method: 'GET', path: '/collected-calls' },
  listCompanies: { method: 'GET', path: '/companies' },
  listCompanyOrders: { method: 'GET', path: '/companies/{id}/orders' },
  listCompanyPeople: { method: 'GET', path: '/companies/{id}/people' },
  listConsents: { method: 'GET', path: '/customers/{id}/consents' },
  listConversations: { method: 'GET', path: '/conversations' },
  listCustomerCompanies: { method: 'GET', path: '/customers/{id}/companies' },
  listCustomerSegments: { method: 'GET', path: '/customers/{id}/segments' },
  listCustomers: { method: 'GET', path: '/customers' },
  listDates: { method: 'GET', path: '/customers/{id}/dates' },
  listDeliveries: { method: 'GET', path: '/webhooks/{id}/deliveries' },
  listDuplicates: { method: 'GET', path: '/duplicates' },
  listGreetingShowings: { method: 'GET', path: '/greetings/{id}/showings' },
  listGreetings: { method: 'GET', path: '/greetings' },
  listHours: { method: 'GET', path: '/hours' },
  listImports: { method: 'GET', path: '/imports' },
  listInboxes: { method: 'GET', path: '/inboxes' },
  listInvitations: { method: 'GET', path: '/invitations' },
  listKeys: { method: 'GET', path: '/keys' },
  listMacros: { method: 'GET', path: '/macros' },
  listMailDeliveries: { method: 'GET', path: '/conversations/{id}/deliveries' },
  listMails: { method: 'GET', path: '/inboxes/{id}/mails' },
  listMatches: { method: 'POST', path: '/segments/matches' },
  listMembers: { method: 'GET', path: '/members' },
  listMergeSuggestions: { method: 'GET', path: '/customers/{id}/merge-suggestions' },
  listMerges: { method: 'GET', path: '/customers/{id}/merges' },
  listMessageVersions: { method: 'GET', path: '/messages/{id}/versions' },
  listMessages: { method: 'GET', path: '/conversations/{id}/messages' },
  listNeeds: { method: 'GET', path: '/customers/{id}/needs' },
  listNotes: { method: 'GET', path: '/customers/{id}/notes' },
  listNotifications: { method: 'GET', path: '/notifications' },
  listOrders: { method: 'GET', path: '/orders' },
  listPrivacyRequests: { method: 'GET', path: '/privacy/requests' },
  listPromiseReminders: { method: 'GET', path: '/promise-reminders' },
  listPromises: { method: 'GET', path: '/promises' },
  listRelated: { method: 'GET', path: '/conversations/{id}/related' },
  listReminders: { method: 'GET', path: '/reminders' },
  listReviews: { method: 'GET', path: '/reviews' },
  listScheduledMessages: { method: 'GET', path: '/conversations/{id}/scheduled-messages' },
  listSegmentCustomers: { method: 'GET', path: '/segments/{id}/customers' },
  listSegments: { method: 'GET', path: '/segments' },
  listSilenceAlarms: { method: 'GET', path: '/silence-alarms' },
  listSilenceRules: { method: 'GET', path: '/silence-rules' },
  listTags: { method: 'GET', path: '/tags' },
  listTasks: { method: 'GET', path: '/tasks' },
  listTeams: { method: 'GET', path: '/teams' },
  listUpcomingDates: { method: 'GET', path: '/dates' },
  listViews: { method: 'GET', path: '/views' },
  listVisitorMessages: { method: 'GET', path: '/visitor/messages' },
  listVisitorPromises: { method: 'GET', path: '/visitor/promises' },
  listWaiting: { method: 'GET', path: '/waiting' },
  listWebhooks: { method: 'GET', path: '/webhooks' },
  logCall: { method: 'POST', path: '/customers/{id}/calls' },
  logVisit: { method: 'POST', path: '/customers/{id}/visits' },
  mailConversation: { method: 'POST', path: '/conversations/{id}/mailings' },
  makePromise: { method: 'POST', path: '/promises' },
  makeSample: { method: 'POST', path: '/sample' },
  mapImport: { method: 'PUT', path: '/imports/{id}/map' },
  markConversationRead: { method: 'PUT', path: '/conversations/{id}/read' },
  markConversationSpam: { method: 'PUT', path: '/conversations/{id}/spam' },
  meetNeed: { method: 'POST', path: '/needs/{id}/fulfilment' },
  mergeConversation: { method: 'PUT', path: '/conversations/{id}/merge' },
  mergeCustomers: { method: 'POST', path: '/customers/{id}/merges' },
  noteGreeting: { method: 'POST', path: '/visitor/greeting-showings/{id}/outcomes' },
  notePrivacyRequest: { method: 'POST', path: '/privacy/requests/{id}/notes' },
  objectForCustomer: { method: 'POST', path: '/privacy/requests/{id}/objection' },
  offerGreetings: { method: 'GET', path: '/visitor/inboxes/{id}/greetings' },
  openPrivacyRequest: { method: 'POST', path: '/privacy/requests' },
  orderAttributes: { method: 'PUT', path: '/attributes' },
  performActions: { method: 'POST', path: '/conversations/{id}/actions' },
  postMail: { method: 'POST', path: '/inboxes/{id}/mails' },
  postMessage: { method: 'POST', path: '/conversations/{id}/messages' },
  postVisitorMessage: { method: 'POST', path: '/visitor/messages' },
  previewMerge: { method: 'GET', path: '/customers/{id}/merge-preview' },
  previewSegment: { method: 'POST', path: '/segments/preview' },
  previewStageRule: { method: 'POST', path: '/stage-rule/preview' },
  previewView: { method: 'GET', path: '/views/preview' },
  previewWebhook: { method: 'POST', path: '/webhooks/{id}/preview' },
  prioritiseConversation: { method: 'PUT', path: '/conversations/{id}/priority' },
  reactAsVisitor: { method: 'POST', path: '/visitor/reactions' },
  reactToMessage: { method: 'POST', path: '/conversations/{id}/reactions' },
  readAttachment: { method: 'GET', path: '/attachments/{id}' },
  readAudience: { method: 'GET', path: '/audience' },
  readAuditLog: { method: 'GET', path: '/audit-log' },
  readBlock: { method: 'GET', path: '/customers/{id}/block' },
  readBulk: { method: 'GET', path: '/bulks/{id}' },
  readClosing: { method: 'GET', path: '/closing' },
  readCompany: { method: 'GET', path: '/companies/{id}' },
  readCompanyFacts: { method: 'GET', path: '/companies/{id}/facts' },
  readCompanyTimeline: { method: 'GET', path: '/companies/{id}/timeline' },
  readConversation: { method: 'GET', path: '/conversations/{id}' },
  readConversationClaim: { method: 'GET', path: '/conversations/{id}/claim' },
  readCustomer: { method: 'GET', path: '/customers/{id}' },
  readCustomerPrivacy: { method: 'GET', path: '/customers/{id}/privacy' },
  readCustomerStage: { method: 'GET', path: '/customers/{id}/stage' },
  readDelivery: { method: 'GET', path: '/webhooks/{id}/deliveries/{deliveryId}' },
  readIdentitySecret: { method: 'GET', path: '/inboxes/{id}/identity-secret' },
  readImport: { method: 'GET', path: '/imports/{id}' },
  readImportErrors: { method: 'GET', path: '/imports/{id}/errors' },
  readImportRows: { method: 'GET', path: '/imports/{id}/rows' },
  readInboxFace: { method: 'GET', path: '/visitor/inboxes/{id}' },
  readLinkPicture: { method: 'GET', path: '/messages/{id}/preview/picture' },
  readLinkPreview: { method: 'GET', path: '/messages/{id}/preview' },
  readMailAgain: { method: 'POST', path: '/mails/{id}/read-again' },
  readMailFields: { method: 'GET', path: '/mails/{id}/headers' },
  readMailHealth: { method: 'GET', path: '/inboxes/{id}/mail-health' },
  readMailOriginal: { method: 'GET', path: '/mails/{id}/original' },
  readMailPage: { method: 'GET', path: '/mails/{id}/page' },
  readMailPicture: { method: 'GET', path: '/mail-pictures' },
  readMe: { method: 'GET', path: '/me' },
  readNotificationSettings: { method: 'GET', path: '/notifications/settings' },
  readNotifications: { method: 'POST', path: '/notifications/read' },
  readOrder: { method: 'GET', path: '/orders/{id}' },
  readOrderFacts: { method: 'GET', path: '/customers/{id}/order-facts' },
  readPrivacyExport: { method: 'GET', path: '/privacy/exports/{id}/file' },
  readPrivacyRequest: { method: 'GET', path: '/privacy/requests/{id}' },
  readPrivacySettings: { method: 'GET', path: '/privacy/settings' },
  readProfile: { method: 'GET', path: '/customers/{id}/profile' },
  readPromise: { method: 'GET', path: '/promises/{id}' },
  readPromiseRate: { method: 'GET', path: '/promises/rate' },
  readReceipt: { method: 'GET', path: '/conversations/{id}/receipt' },
  readSample: { method: 'GET', path: '/sample' },
  readSegment: { method: 'GET', path: '/segments/{id}' },
  readStageRule: { method: 'GET', path: '/stage-rule' },
  readTask: { method: 'GET', path: '/tasks/{id}' },
  readTimeline: { method: 'GET', path: '/customers/{id}/timeline' },
  readTouches: { method: 'GET', path: '/customers/{id}/touches' },
  readUploadLimits: { method: 'GET', path: '/upload-limits' },
  readVisitorAttachment: { method: 'GET', path: '/visitor/attachments/{id}' },
  readWebhook: { method: 'GET', path: '/webhooks/{id}' },
  readWebhookSample: { method: 'POST', path: '/webhooks/{id}/sample' },
  readWorkspace: { method: 'GET', path: '/workspace' },
  recordConsent: { method: 'POST', path: '/customers/{id}/consents' },
  recordPageError: { method: 'POST', path: '/visitor/page-errors' },
  recordPageView: { method: 'POST', path: '/visitor/page-views' },
  recordReceipt: { method: 'POST', path: '/visitor/receipts' },
  recordVisitorEvent: { method: 'POST', path: '/visitor/events' },
  refundOrder: { method: 'POST', path: '/orders/{id}/refunds' },
  refuseMerge: { method: 'POST', path: '/customers/{id}/merge-refusals' },
  removeChecklist: { method: 'DELETE', path: '/checklists/{id}' },
  removeChecklistItem: { method: 'DELETE', path: '/checklist-items/{id}' },
  removeCompanyPerson: { method: 'DELETE', path: '/companies/{id}/people/{customerId}' },
  removeDate: { method: 'DELETE', path: '/dates/{id}' },
  removeGreeting: { method: 'DELETE', path: '/greetings/{id}' },
  removeMacro: { method: 'DELETE', path: '/macros/{id}' },
  removeMember: { method: 'DELETE', path: '/members/{id}' },
  removeNeed: { method: 'DELETE', path: '/needs/{id}' },
  removeSample: { method: 'DELETE', path: '/sample' },
  removeTeamMember: { method: 'DELETE', path: '/teams/{id}/members/{memberId}' },
  removeView: { method: 'DELETE', path: '/views/{id}' },
  reopenConversation: { method: 'DELETE', path: '/conversations/{id}/closure' },
  reopenNeed: { method: 'DELETE', path: '/needs/{id}/fulfilment' },
  reopenTask: { method: 'DELETE', path: '/tasks/{id}/completion' },
  replayDeliveries: { method: 'POST', path: '/webhooks/{id}/replay' },
  replayDelivery: { method: 'POST', path: '/webhooks/{id}/deliveries/{deliveryId}/replay' },
  requestPasswordReset: { method: 'POST', path: '/password-resets' },
  resetPassword: { method: 'POST', path: '/password-resets/completion' },
  restoreMessage: { method: 'POST', path: '/messages/{id}/restoration' },
  restrictCustomer: { method: 'PUT', path: '/privacy/requests/{id}/restriction' },
  revokeInvitation: { method: 'DELETE', path: '/invitations/{id}' },
  revokeKey: { method: 'DELETE', path: '/keys/{id}' },
  rotateIdentitySecret: { method: 'POST', path: '/inboxes/{id}/identity-secret' },
  rotateWebhookSecret: { method: 'POST', path: '/webhooks/{id}/secret' },
  scheduleMessage: { method: 'POST', path: '/conversations/{id}/scheduled-messages' },
  searchMessages: { method: 'GET', path: '/messages' },
  seePromiseReminders: { method: 'POST', path: '/promise-reminders/seen' },
  seeReminders: { method: 'POST', path: '/reminders/seen' },
  seeSilenceAlarms: { method: 'POST', path: '/silence-alarms/seen' },
  sendImportPart: { method: 'PUT', path: '/imports/{id}/parts/{offset}' },
  sendScheduledMessage: { method: 'POST', path: '/scheduled-messages/{id}/sending' },
  sendTestNotification: { method: 'POST', path: '/notifications/test' },
  setAvailability: { method: 'PUT', path: '/members/{id}/availability' },
  setCustomerStage: { method: 'PUT', path: '/customers/{id}/stage' },
  setDate: { method: 'POST', path: '/customers/{id}/dates' },
  setHours: { method: 'PUT', path: '/hours' },
  setOrderStatus: { method: 'POST', path: '/orders/{id}/status' },
  setSilenceRule: { method: 'PUT', path: '/silence-rules' },
  setTeamCapacity: { method: 'PUT', path: '/teams/{id}/members/{memberId}/capacity' },
  setUp: { method: 'POST', path: '/setup' },
  settleMailDelivery: { method: 'POST', path: '/deliveries/{id}/settle' },
  showGreeting: { method: 'POST', path: '/visitor/greetings/{id}/showings' },
  signIn: { method: 'POST', path: '/session' },
  signOut: { method: 'DELETE', path: '/session' },
  signOutEverywhere: { method: 'DELETE', path: '/me/sessions' },
  signOutVisitor: { method: 'DELETE', path: '/customers/{id}/visitor-sessions' },
  signVisitorAttachment: { method: 'POST', path: '/visitor/attachments/{id}/path' },
  snoozeConversation: { method: 'PUT', path: '/conversations/{id}/snooze' },
  splitConversation: { method: 'POST', path: '/conversations/{id}/split' },
  startBulk: { method: 'POST', path: '/bulks' },
  startConversation: { method: 'POST', path: '/conversations' },
  startErasure: { method: 'POST', path: '/privacy/requests/{id}/erasure' },
  startImport: { method: 'POST', path: '/imports/{id}/start' },
  startPrivacyExport: { method: 'POST', path: '/privacy/requests/{id}/exports' },
  startTwoFactor: { method: 'POST', path: '/me/two-factor' },
  startVisitorSession: { method: 'POST', path: '/visitor/sessions' },
  stateNeed: { method: 'POST', path: '/customers/{id}/needs' },
  stopTwoFactor: { method: 'DELETE', path: '/me/two-factor' },
  subscribeToPush: { method: 'PUT', path: '/notifications/subscription' },
  suggestConditions: { method: 'GET', path: '/segments/suggestions' },
  summariseReviews: { method: 'GET', path: '/review-summary' },
  tagConversation: { method: 'PUT', path: '/conversations/{id}/tags/{tagId}' },
  tickChecklistItem: { method: 'POST', path: '/checklist-items/{id}/tick' },
  trustAddress: { method: 'POST', path: '/customers/{id}/mail-address' },
  tryMailbox: { method: 'POST', path: '/mailboxes/try' },
  unblockCustomer: { method: 'DELETE', path: '/customers/{id}/block' },
  undoBulk: { method: 'POST', path: '/bulks/{id}/undo' },
  undoImport: { method: 'POST', path: '/imports/{id}/undo' },
  unlinkConversations: { method: 'DELETE', path: '/conversations/{id}/links/{otherId}' },
  unmergeConversation: { method: 'DELETE', path: '/conversations/{id}/merge' },
  unmergeCustomer: { method: 'POST', path: '/customers/{id}/merges/undo' },
  unsubscribeFromPush: { method: 'DELETE', path: '/notifications/subscription' },
  untagConversation: { method: 'DELETE', path: '/conversations/{id}/tags/{tagId}' },
  untickChecklistItem: { method: 'DELETE', path: '/checklist-items/{id}/tick' },
  updateCompany: { method: 'PATCH', path: '/companies/{id}' },
  updateCustomer: { method: 'PATCH', path: '/customers/{id}' },
  updateInbox: { method: 'PATCH', path: '/inboxes/{id}' },
  updateKey: { method: 'PATCH', path: '/keys/{id}' },
  updateMe: { method: 'PATCH', path: '/me' },
  updatePrivacySettings: { method: 'PATCH', path: '/privacy/settings' },
  updateProfile: { method: 'PATCH', path: '/customers/{id}/profile' },
  updateSegment: { method: 'PATCH', path: '/segments/{id}' },
  updateTask: { method: 'PATCH', path: '/tasks/{id}' },
  updateTeam: { method: 'PATCH', path: '/teams/{id}' },
  updateWebhook: { method: 'PATCH', path: '/webhooks/{id}' },
  updateWorkspace: { method: 'PATCH', path: '/workspace' },
  uploadFile: { method: 'POST', path: '/conversations/{id}/uploads' },
  uploadVisitorFile: { method: 'POST', path: '/visitor/uploads' },
  useMacro: { method: 'POST', path: '/macros/{id}/uses' },
  withdrawPromise: { method: 'POST', path: '/promises/{id}/withdrawal' },
  writeNote: { method: 'POST', path: '/customers/{id}/notes' },
  writeOrder: { method: 'POST', path: '/orders' },
  writeReview: { method: 'POST', path: '/reviews' },
} as const satisfies Record<keyof Operations, { method: string; path: string }>;
