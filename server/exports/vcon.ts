/**
 * A conversation as a vCon (draft-ietf-vcon-vcon-core, syntax 0.4.0): who took part, what was said, and beside it the notes
 * of the team, what is known of the files, and what the team decided about it.
 */
import type { Conversation, Message } from '../../contract/conversations.ts';
import type { Customer } from '../../contract/customers.ts';
import type { Changed } from '../../contract/message-change-entries.ts';
import type { Names } from './names.ts';

const syntax = '0.4.0';

export function vconOf(
  conversation: Conversation,
  messages: readonly Message[],
  customer: Customer | undefined,
  names: Names,
  now: Date,
) {
  const {
    id,
    subject,
    openedAt,
    inboundCount: _,
    readCount: __,
    position: ___,
    lastMessage: ____,
    ...standing
  } = conversation;
  const parties = [partyOf(conversation, customer)];
  const places = new Map<string, number>();
  const placeOf = ({ author }: Message): number => {
    if (author.kind === 'customer') return 0;
    const key = author.id ?? 'system';
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, parties.length);
    parties.push({ name: names.get(key) ?? key, role: author.kind === 'member' ? 'agent' : 'system' });
    return parties.length - 1;
  };
  // In the order in which they spoke.
  for (const message of messages) placeOf(message);
  const said = messages.filter(({ note }) => !note);
  const everybody = parties.map((_, at) => at);
  return {
    vcon: syntax,
    uuid: id,
    created_at: now.toISOString(),
    ...(subject === null ? {} : { subject }),
    parties,
    dialog: said.map((message) => ({
      type: 'text',
      start: message.occurredAt,
      parties: everybody,
      originator: placeOf(message),
      mediatype: 'text/plain',
      body: message.text,
      encoding: 'none',
    })),
    attachments: [
      ...messages.flatMap((message) => aside(message, placeOf(message), said.indexOf(message))),
      {
        purpose: 'state',
        start: openedAt,
        party: 0,
        mediatype: 'application/json',
        encoding: 'json',
        body: JSON.stringify({
          ...standing,
          openedAt,
          reason: standing.reasonId && (names.get(standing.reasonId) ?? null),
          tags: conversation.tagIds.map((tag) => names.get(tag) ?? tag),
        }),
      },
    ],
  };
}

type Party = { name?: string; role: string; mailto?: string; tel?: string; uuid?: string };

function partyOf({ customer: { id, name } }: Conversation, customer: Customer | undefined): Party {
  const first = (kind: string) => customer?.identities.find((one) => one.kind === kind)?.value;
  const [mail, phone] = [first('email'), first('phone')];
  return {
    ...(name === null ? {} : { name }),
    role: 'customer',
    uuid: id,
    ...(mail ? { mailto: mail } : {}),
    ...(phone ? { tel: phone } : {}),
  };
}

/** What stands beside what was said: a note, and the files of a message. */
function aside(message: Message, party: number, dialog: number) {
  const { note, text, occurredAt, attachments = [] } = message;
  const base = { start: occurredAt, party, ...(dialog === -1 ? {} : { dialog }) };
  return [
    ...(note ? [{ ...base, purpose: 'note', mediatype: 'text/plain', encoding: 'none', body: text }] : []),
    ...(message.changed ? [{ ...base, ...changeOf(message.changed) }] : []),
    ...attachments.map((file) => ({
      ...base,
      purpose: 'file',
      filename: file.name,
      mediatype: 'application/json',
      encoding: 'json',
      body: JSON.stringify(file),
    })),
  ];
}

/** A message that was changed says what it says now, when it was edited, and that it was deleted. */
function changeOf({ editedAt, deletedAt, deletedBy }: Changed) {
  const body = JSON.stringify({ editedAt, deletedAt, deletedBy });
  return { purpose: 'changed', mediatype: 'application/json', encoding: 'json', body };
}
