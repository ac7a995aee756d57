/** One thing that happened, as a line of a timeline. */
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowMerge,
  IconArrowsSplit2,
  IconBan,
  IconBell,
  IconBolt,
  IconBoxOff,
  IconBug,
  IconBuilding,
  IconBuildingOff,
  IconBuildingStore,
  IconCalendarEvent,
  IconChartPie,
  IconCircleCheck,
  IconEye,
  IconHeartHandshake,
  IconIdBadge2,
  IconListCheck,
  IconMailOff,
  IconMessage,
  IconMessages,
  IconMoodSmile,
  IconNote,
  IconPackage,
  IconPhone,
  IconPin,
  IconPoint,
  IconReceiptRefund,
  IconRotate,
  IconRoute,
  IconShieldLock,
  IconShoppingBag,
  IconStar,
  IconTarget,
  IconUserPlus,
  IconUserShare,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { touchOf } from '../../../contract/actors.ts';
import type { Customer } from '../../../contract/customers.ts';
import type { Entry, EntryKind } from '../../../contract/entries.ts';
import type { Changed } from '../../../contract/message-change-entries.ts';
import { isolated } from '../../lib/bidi.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { moneyText } from '../../lib/money.ts';
import { useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { spanWords } from '../../lib/time.ts';
import { LinkedText } from '../../ui/linked-text.tsx';
import { OriginName } from '../../ui/origin-name.tsx';
import { Time } from '../../ui/time.tsx';
import { useStageOf } from '../stages/index.ts';
import { dateWords } from './care/date-words.ts';
import { UseAsEvidence } from './care/use-as-evidence.tsx';
import { ChannelName } from './channel-name.tsx';
import classes from './customer-pane.module.css';
import { PageLink } from './last-pages.tsx';
import { OpensOrder } from './orders/opens-order.tsx';
import { durationOf, sentenceOf } from './sentence.ts';
import { useCustomerName } from './use-customer-name.ts';

const icons: Partial<Record<EntryKind, ComponentType<{ size?: number }>>> = {
  'task.created': IconListCheck,
  'task.changed': IconListCheck,
  'task.done': IconCircleCheck,
  'task.reopened': IconRotate,
  'task.reminded': IconBell,
  'checklist.added': IconListCheck,
  'checklist.removed': IconListCheck,
  'checklist.item_ticked': IconCircleCheck,
  'checklist.item_unticked': IconRotate,
  'promise.made': IconHeartHandshake,
  'promise.changed': IconHeartHandshake,
  'promise.kept': IconCircleCheck,
  'promise.broken': IconAlertTriangle,
  'promise.withdrawn': IconHeartHandshake,
  'date.set': IconCalendarEvent,
  'date.changed': IconCalendarEvent,
  'date.removed': IconCalendarEvent,
  'note.written': IconNote,
  'note.changed': IconNote,
  'note.pinned': IconPin,
  'note.deleted': IconNote,
  'need.stated': IconTarget,
  'need.changed': IconTarget,
  'need.met': IconCircleCheck,
  'need.reopened': IconTarget,
  'need.removed': IconTarget,
  'message.received': IconMessage,
  'message.sent': IconArrowBackUp,
  'message.reacted': IconMoodSmile,
  'note.added': IconNote,
  'call.logged': IconPhone,
  'visit.logged': IconBuildingStore,
  'page.viewed': IconEye,
  'page.failed': IconBug,
  'event.tracked': IconBolt,
  'group.reported': IconBuilding,
  'order.placed': IconShoppingBag,
  'order.updated': IconPackage,
  'order.cancelled': IconBoxOff,
  'order.refunded': IconReceiptRefund,
  'review.posted': IconStar,
  'conversation.opened': IconMessages,
  'conversation.closed': IconCircleCheck,
  'conversation.reopened': IconRotate,
  'conversation.assigned': IconUserShare,
  'customer.created': IconUserPlus,
  'customer.updated': IconIdBadge2,
  'profile.updated': IconIdBadge2,
  'stage.changed': IconRoute,
  'segment.entered': IconChartPie,
  'segment.left': IconChartPie,
  'customer.identified': IconIdBadge2,
  'customer.address_failed': IconMailOff,
  'customer.described': IconIdBadge2,
  'consent.changed': IconCircleCheck,
  'company.member_added': IconBuilding,
  'company.member_removed': IconBuildingOff,
  'customer.merged': IconArrowMerge,
  'customer.unmerged': IconArrowsSplit2,
  'customer.corrected': IconIdBadge2,
  'customer.restricted': IconShieldLock,
  'customer.blocked': IconBan,
  'customer.erased': IconShieldLock,
};

type Person = Pick<Customer, 'id' | 'name'>;

/** `isShort`: two lines of what was said, with the day. `isAmong`: it stands among those of others, and says whose it is. */
export function TimelineEntry(props: {
  /** A message says what it says now, and what became of it. */
  entry: Entry & { changed?: Changed };
  customer: Person;
  isShort?: boolean;
  isAmong?: boolean;
}) {
  const { entry, customer, isShort } = props;
  const t = useText('customers');
  const locale = useLocale();
  const names = useNames(customer);
  const stages = useText('stages');
  const stage = useStageOf()(entry);
  const Icon = icons[entry.kind] ?? IconPoint;
  const sentence = sentenceOf(entry, {
    memberName: names.member,
    money: (minor, currency) => moneyText(minor, currency, locale),
    dayText: (day) => dateWords(day, locale),
  });
  const key = `entry.${sentence.key}`;
  const duration = durationOf(entry);
  const by = isolated(names.actor(entry));
  const isLogged = entry.kind === 'call.logged' || entry.kind === 'visit.logged';
  return (
    <li className={classes.entry} data-kind={entry.kind}>
      <span className={classes.icon}>
        <Icon size={16} />
      </span>
      <div className={classes.told}>
        <div className={classes.line}>
          <Opens entry={entry}>{t.has(key) ? t(key, { by, ...sentence.values }) : entry.kind}</Opens>
          <Time value={entry.occurredAt} as={isShort ? 'relative' : 'clock'} className={classes.quiet} />
        </div>
        {sentence.url !== undefined ? (
          <PageLink title={sentence.body ?? ''} url={sentence.url} />
        ) : (
          sentence.body && (
            <div className={isShort ? classes.two : classes.eight}>
              <LinkedText text={sentence.body} />
            </div>
          )
        )}
        {entry.kind === 'call.logged' && entry.payload.recordingUrl !== undefined && (
          <PageLink title={t('recording')} url={entry.payload.recordingUrl} />
        )}
        <div className={classes.meta}>
          {props.isAmong && (
            <Link
              className={classes.whose}
              to="/customers/{-$customerId}"
              params={{ customerId: customer.id }}
            >
              <bdi>{names.customer}</bdi>
            </Link>
          )}
          {entry.channel !== null && entry.kind !== 'page.viewed' && <ChannelName channel={entry.channel} />}
          {'origin' in entry.payload && entry.payload.origin && !isShort && (
            <OriginName origin={entry.payload.origin} />
          )}
          {touchOf(entry.direction) === 'indirect' && !isShort && <span>{t('touch.indirect')}</span>}
          {stage !== null && !isShort && <span data-stage={stage}>{stages(`stage.${stage}`)}</span>}
          {entry.changed && <span>{t(entry.changed.deletedAt ? 'messageDeleted' : 'messageEdited')}</span>}
          {duration !== undefined && <span>{spanWords(duration, locale)}</span>}
          {isLogged && <span>{names.isMe(entry) ? t('writtenByYou') : t('writtenBy', { name: by })}</span>}
        </div>
      </div>
      {!isShort && !props.isAmong && <UseAsEvidence entryId={entry.id} customer={customer} />}
    </li>
  );
}

/** A line that leads to its conversation or opens its order, where it has one. */
function Opens({ entry, children }: { entry: Entry; children: ReactNode }) {
  const id = entry.conversationId;
  if ('orderId' in entry.payload && entry.payload.orderId !== null) {
    return <OpensOrder id={entry.payload.orderId}>{children}</OpensOrder>;
  }
  if ('companyId' in entry.payload) {
    return (
      <Link
        className={classes.title}
        to="/companies/{-$companyId}"
        params={{ companyId: entry.payload.companyId }}
      >
        {children}
      </Link>
    );
  }
  if (id === null) return <span className={classes.title}>{children}</span>;
  return (
    <Link className={classes.title} to="/conversations/{-$conversationId}" params={{ conversationId: id }}>
      {children}
    </Link>
  );
}

function useNames(customer: Person) {
  const t = useText('customers');
  const app = useText('app');
  const { member: me } = useMe();
  const memberName = useMemberName();
  const customerName = useCustomerName();
  const member = (id: string | null) => (id === me.id ? t('you') : (memberName(id) ?? app('unknownMember')));
  return {
    member,
    customer: customerName(customer),
    isMe: ({ actor }: Entry) => actor.id === me.id,
    actor({ actor }: Entry): string {
      if (actor.kind === 'member') return member(actor.id);
      return actor.kind === 'customer' ? customerName(customer) : t('automatic');
    },
  };
}
