/** People and companies that a search may mean: as few as the palette shows. */
import { IconBuilding } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCompanies } from '../../lib/companies.ts';
import { useText } from '../../lib/i18n.tsx';
import { addressOf } from '../../lib/marked.ts';
import { usePeople } from '../../lib/people.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { MarkedText } from '../../ui/marked-text.tsx';
import classes from './search.module.css';

export function Whom({ search }: { search: string }) {
  const t = useText('search');
  const app = useText('app');
  const { people } = usePeople(search);
  const { companies } = useCompanies(search);
  if (people.length + companies.length === 0) return null;
  return (
    <section className={classes.whom} aria-label={t('whom')}>
      {people.map((person) => (
        <Link
          key={person.id}
          to="/customers/{-$customerId}"
          params={{ customerId: person.id }}
          className={classes.person}
        >
          <Avatar id={person.id} name={person.name} size="small" />
          <bdi>
            <MarkedText
              text={person.name ?? addressOf(person, search) ?? app('searchNameless')}
              search={search}
            />
          </bdi>
        </Link>
      ))}
      {companies.map(({ id, name, externalId }) => (
        <Link key={id} to="/companies/{-$companyId}" params={{ companyId: id }} className={classes.person}>
          <IconBuilding size={18} aria-label={t('company')} />
          <bdi>
            <MarkedText text={name ?? externalId ?? app('searchNamelessCompany')} search={search} />
          </bdi>
        </Link>
      ))}
    </section>
  );
}
