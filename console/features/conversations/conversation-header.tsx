/** Above a conversation: with whom, by which way, whose it is, and closing it. */
import { ActionIcon, Badge, Button, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconCircleCheck, IconRotate, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Conversation } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { inboxesQuery } from '../../lib/team.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ChannelName, useCustomerName } from '../customers/index.ts';
import { AssignMenu } from './assign-menu.tsx';
import { claimQuery } from './claim-query.ts';
import classes from './conversation-pane.module.css';
import { Here } from './here.tsx';
import { MoreMenu } from './more-menu.tsx';
import type { RegroupWish } from './regroup/regroup-items.tsx';
import { SnoozeMenu } from './snooze-menu.tsx';
import { Standing } from './standing.tsx';
import type { Acting } from './use-acting.ts';

export function ConversationHeader({
  conversation,
  acting,
  regroup,
  showCustomer,
}: {
  conversation: Conversation;
  acting: Acting;
  regroup: (what: RegroupWish) => void;
  showCustomer: (() => void) | undefined;
}) {
  const t = useText('conversations');
  const customerName = useCustomerName();
  const { customer, channel } = conversation;
  return (
    <header className={classes.header}>
      <ActionIcon
        component={Link}
        to="/conversations"
        className={classes.back}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('back')}
      >
        <IconArrowLeft size={20} />
      </ActionIcon>
      <span className={classes.face}>
        <Avatar id={customer.id} name={customer.name} />
      </span>
      <div className={classes.who}>
        <Title order={2} className={classes.name} tabIndex={-1} data-heading>
          <bdi>{customerName(customer)}</bdi>
        </Title>
        <span className={classes.way}>
          <ChannelName channel={channel} />
          <InboxName id={conversation.inboxId} />
          {conversation.subject && (
            <bdi className={classes.subject} title={conversation.subject}>
              {conversation.subject}
            </bdi>
          )}
          {customer.name !== null && <Claimed conversation={conversation} />}
          <Standing conversation={conversation} />
        </span>
      </div>
      <Here key={conversation.id} conversationId={conversation.id} />
      <AssignMenu conversation={conversation} acting={acting} />
      {acting.mayWrite && <SnoozeMenu conversation={conversation} acting={acting} />}
      {acting.mayWrite && <MoreMenu conversation={conversation} acting={acting} regroup={regroup} />}
      {acting.mayWrite && <CloseButton conversation={conversation} acting={acting} />}
      {showCustomer && (
        <Tooltip label={t('customer')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            onClick={showCustomer}
            aria-label={t('showCustomer')}
          >
            <IconUserCircle size={20} />
          </ActionIcon>
        </Tooltip>
      )}
    </header>
  );
}

/** Says that a browser claims whose conversation this is, and nobody has proved it. */
function Claimed({ conversation: { id, customer } }: { conversation: Conversation }) {
  const t = useText('conversations');
  const { data } = useQuery(claimQuery(id, customer.id));
  if (data?.claimed !== true) return null;
  return (
    <Tooltip
      label={t('claimedText')}
      multiline
      maw="20rem"
      events={{ hover: true, focus: true, touch: true }}
    >
      <Badge size="sm" variant="light" color="yellow" tabIndex={0} className={classes.claimed}>
        {t('claimed')}
      </Badge>
    </Tooltip>
  );
}

function InboxName({ id }: { id: string }) {
  const { data } = useQuery(inboxesQuery);
  const name = data?.find((inbox) => inbox.id === id)?.name;
  // With a single inbox its name says nothing.
  return name && data.length > 1 ? <bdi className={classes.inbox}>{name}</bdi> : null;
}

function CloseButton({ conversation, acting }: { conversation: Conversation; acting: Acting }) {
  const t = useText('conversations');
  const isClosed = conversation.status === 'closed';
  const Icon = isClosed ? IconRotate : IconCircleCheck;
  return (
    <Button
      className={`${classes.action} ${classes.closing}`}
      variant="default"
      size="compact-md"
      leftSection={<Icon size={16} />}
      onClick={() => acting.closeOrReopen(conversation.id)}
    >
      <span className={classes.verb}>{isClosed ? t('reopen') : t('close')}</span>
    </Button>
  );
}
