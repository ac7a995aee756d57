/** One company: the timeline of its people, and beside it who it is and who belongs to it. */
import { ActionIcon, Button, Title } from '@mantine/core';
import { IconArchive, IconArrowLeft, IconBuildingOff, IconPencil, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Company } from '../../../contract/companies.ts';
import { ApiError } from '../../lib/api.ts';
import { useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import screen from '../../ui/list-screen.module.css';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { Time } from '../../ui/time.tsx';
import { AttributeSection } from '../customers/index.ts';
import { AddPersonDialog } from './add-person-dialog.tsx';
import classes from './companies.module.css';
import { CompanyDialog } from './company-dialog.tsx';
import { CompanyFacts } from './company-facts.tsx';
import { CompanyMark } from './company-mark.tsx';
import { CompanyNote } from './company-note.tsx';
import { CompanyOrders } from './company-orders.tsx';
import { CompanyTimeline } from './company-timeline.tsx';
import { People } from './people.tsx';
import { companyQuery } from './queries.ts';
import { useChange } from './use-change.ts';
import { useLiveCompany } from './use-live-company.ts';

export function CompanyPage({ companyId }: { companyId: string }) {
  const t = useText('companies');
  const { data, error, refetch } = useQuery(companyQuery(companyId));
  useLiveCompany(companyId);
  if (data) return <Page company={data} />;
  if (error instanceof ApiError && (error.code === 'not-found' || error.code === 'invalid-input')) {
    const action = (
      <Button component={Link} to="/companies" variant="default">
        {t('back')}
      </Button>
    );
    return <EmptyState icon={IconBuildingOff} title={t('gone')} text={t('goneText')} action={action} />;
  }
  return error ? <ErrorState error={error} retry={() => void refetch()} /> : <PageSkeleton />;
}

function Page({ company }: { company: Company }) {
  const t = useText('companies');
  const { change } = useChange(company.id);
  return (
    <article className={screen.page}>
      <div className={screen.top}>
        <ActionIcon
          component={Link}
          to="/companies"
          className={screen.back}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('back')}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
        <header className={classes.head}>
          <CompanyMark size="large" />
          <Title order={2} size="h2" className={classes.name}>
            <bdi>{company.name ?? company.externalId ?? t('nameless')}</bdi>
          </Title>
        </header>
        <Actions company={company} />
      </div>
      {company.archivedAt !== null && <Archived company={company} at={company.archivedAt} />}
      <div className={screen.columns}>
        <div className={screen.timeline}>
          <CompanyTimeline companyId={company.id} />
        </div>
        <aside className={screen.aside} aria-label={t('about')}>
          <CompanyFacts company={company} />
          <People companyId={company.id} />
          <CompanyNote key={company.note} note={company.note ?? ''} keep={(note) => change({ note })} />
          <AttributeSection
            attributes={company.attributes}
            save={(attributes) => change({ attributes: attributes as never })}
          />
          <CompanyOrders companyId={company.id} />
        </aside>
      </div>
    </article>
  );
}

function Actions({ company }: { company: Company }) {
  const t = useText('companies');
  const may = useMay();
  const { archive } = useChange(company.id);
  const [shown, setShown] = useState<'edit' | 'person'>();
  const offered = may('customers:write')
    ? [
        { id: 'company.person', label: t('addPerson'), icon: IconUserPlus, run: () => setShown('person') },
        { id: 'company.edit', label: t('edit'), icon: IconPencil, run: () => setShown('edit') },
        ...(company.archivedAt === null
          ? [{ id: 'company.archive', label: t('archive'), icon: IconArchive, run: () => void archive(true) }]
          : []),
      ]
    : [];
  useCommands(offered.map((command) => ({ ...command, group: 'company' as const })));
  const close = () => setShown(undefined);
  return (
    <div className={classes.actions}>
      {offered.map(({ id, label, icon: Icon, run }) => (
        <Button key={id} variant="default" size="compact-md" leftSection={<Icon size={16} />} onClick={run}>
          {label}
        </Button>
      ))}
      {shown === 'edit' && <CompanyDialog company={company} close={close} />}
      {shown === 'person' && <AddPersonDialog companyId={company.id} close={close} />}
    </div>
  );
}

function Archived({ company, at }: { company: Company; at: string }) {
  const t = useText('companies');
  const may = useMay();
  const { archive } = useChange(company.id);
  return (
    <div className={classes.aside} role="status">
      <span>
        {t.rich('isArchived', {
          when: <Time key="when" value={at} />,
        })}
      </span>
      {may('customers:write') && (
        <Button size="compact-sm" variant="default" onClick={() => void archive(false)}>
          {t('restore')}
        </Button>
      )}
    </div>
  );
}
