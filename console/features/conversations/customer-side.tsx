/** The right pane: who this is. Where there is no room for three panes it slides in over the conversation. */
import { Drawer } from '@mantine/core';
import { Fragment, memo, Suspense } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { part } from '../../ui/part.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { CustomerPane } from '../customers/index.ts';
import { ConversationAttributes } from './conversation-attributes.tsx';
import classes from './conversations-screen.module.css';

const ConversationChecklists = part(() =>
  import('../checklists/index.ts').then((door) => door.ConversationChecklists),
);

export const CustomerSide = memo(function CustomerSide(props: {
  customerId: string;
  conversationId: string | undefined;
  /** As a drawer, shown while it is opened. */
  isDrawer: boolean;
  opened: boolean;
  close: () => void;
}) {
  const t = useText('conversations');
  const app = useText('app');
  const pane = (
    <Suspense fallback={<PageSkeleton />}>
      <CustomerPane
        key={props.customerId}
        customerId={props.customerId}
        conversationId={props.conversationId}
      >
        {props.conversationId && (
          <Fragment key={props.conversationId}>
            <ConversationChecklists conversationId={props.conversationId} />
            <ConversationAttributes conversationId={props.conversationId} />
          </Fragment>
        )}
      </CustomerPane>
    </Suspense>
  );
  if (!props.isDrawer) {
    return (
      <aside className={classes.customer} aria-label={t('customer')}>
        {pane}
      </aside>
    );
  }
  return (
    <Drawer
      opened={props.opened}
      onClose={props.close}
      position="right"
      size="24rem"
      title={t('customer')}
      closeButtonProps={{ 'aria-label': app('close') }}
      styles={{ body: { padding: 0 } }}
    >
      {pane}
    </Drawer>
  );
});
