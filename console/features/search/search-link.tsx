/** The way to the search from other screens; it looks like the field that it leads to. */
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import classes from './search.module.css';

export function SearchLink({ label }: { label: string }) {
  return (
    <Link to="/search" className={classes.link}>
      <IconSearch size={16} aria-hidden />
      <span>{label}</span>
      <kbd aria-hidden>/</kbd>
    </Link>
  );
}
