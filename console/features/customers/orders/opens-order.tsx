/** A line of the timeline that opens the order it tells of. */
import { type ReactNode, useState } from 'react';
import { OrderDialog } from './order-dialog.tsx';
import classes from './orders.module.css';

export function OpensOrder({ id, children }: { id: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={classes.opens} onClick={() => setOpen(true)}>
        {children}
      </button>
      {isOpen && <OrderDialog id={id} close={() => setOpen(false)} />}
    </>
  );
}
