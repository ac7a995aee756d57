/** Companies: finding one, and everything about it. On a phone one pane at a time. */
import { VisuallyHidden } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from '../../ui/list-screen.module.css';
import { CompanyDialog } from './company-dialog.tsx';
import { CompanyList } from './company-list.tsx';
import { CompanyPage } from './company-page.tsx';

export function CompaniesScreen({ companyId }: { companyId?: string }) {
  const t = useText('companies');
  const [isAdding, setAdding] = useState(false);
  return (
    <div className={classes.screen} data-open={companyId !== undefined || undefined}>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <CompanyList openId={companyId} add={() => setAdding(true)} />
      {companyId === undefined ? (
        <div className={classes.nothing}>
          <EmptyState icon={IconBuilding} title={t('choose')} text={t('chooseText')} />
        </div>
      ) : (
        <CompanyPage key={companyId} companyId={companyId} />
      )}
      {isAdding && <CompanyDialog close={() => setAdding(false)} />}
    </div>
  );
}
