/** The picture of a company: a square with a building, where people have a round one. Decoration beside a name. */
import { IconBuilding } from '@tabler/icons-react';
import classes from './companies.module.css';

export function CompanyMark({ size = 'medium' }: { size?: 'medium' | 'large' }) {
  return (
    <span className={classes.mark} data-size={size} aria-hidden>
      <IconBuilding size={size === 'large' ? 24 : 18} stroke={1.5} />
    </span>
  );
}
