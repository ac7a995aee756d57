/** The segments that a customer is in, as small links. */
import { Badge, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useText } from '../../lib/i18n.tsx';
import { useEntries } from '../../lib/live.ts';
import { customerSegmentsQuery } from './queries.ts';
import classes from './segments.module.css';

export function CustomerSegments({ customerId }: { customerId: string }) {
  const t = useText('segments');
  const cache = useQueryClient();
  const { queryKey } = customerSegmentsQuery(customerId);
  const { data } = useQuery(customerSegmentsQuery(customerId));
  useEntries((entries) => {
    const moved = entries.some(
      ({ kind, customerId: who }) =>
        /^segment\.(updated|created)$/.test(kind) ||
        (who === customerId && /^(segment\.|customer\.(un)?merged)/.test(kind)),
    );
    if (moved) void cache.invalidateQueries({ queryKey });
  });
  if (!data || data.length === 0) return null;
  return (
    <section className={classes.chips} aria-label={t('title')}>
      <Title order={3}>{t('title')}</Title>
      <ul>
        {data.map(({ id, name }) => (
          <li key={id}>
            <Badge
              component={Link}
              to="/segments/{-$segmentId}"
              params={{ segmentId: id } as never}
              variant="light"
              className={classes.chip}
            >
              <bdi>{name}</bdi>
            </Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}
