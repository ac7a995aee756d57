/** What a body would make: numbers, the rows, and why some would be refused. */
import { Badge, Text } from '@mantine/core';
import type { RefusedRow, WebhookMapping, WebhookPreview } from '../../../contract/webhooks.ts';
import { useText } from '../../lib/i18n.tsx';
import { useFieldName } from './field-row.tsx';
import { useReasonText } from './reason.ts';
import classes from './webhooks.module.css';

const rowsMax = 10;

export function PreviewShown(props: { preview: WebhookPreview; mappings: readonly WebhookMapping[] }) {
  const { preview, mappings } = props;
  const t = useText('webhooks');
  const imports = useText('imports');
  const nameOf = useFieldName();
  const kindAt = (at: number) => {
    const kind = mappings[at]?.makes;
    return kind ? imports(`kind.${kind}`) : '';
  };
  return (
    <div className={classes.preview} aria-live="polite">
      <Text fw={500}>{t('previewed', preview.counts)}</Text>
      {preview.outcome === 'ignored' && <Text size="sm">{t('previewNone')}</Text>}
      <ul className={classes.made}>
        {preview.rows
          .filter(({ outcome }) => outcome !== 'rejected')
          .slice(0, rowsMax)
          .map(({ mapping, row, outcome, fields }) => (
            <li key={`${mapping} ${row}`}>
              <div className={classes.meta}>
                <span>{kindAt(mapping)}</span>
                <Badge size="sm" variant="default">
                  {imports(outcome)}
                </Badge>
              </div>
              <dl>
                {Object.entries(fields).map(([name, value]) => (
                  <div key={name}>
                    <dt>{nameOf(name)}</dt>
                    <dd>
                      <bdi>{value}</bdi>
                    </dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
      </ul>
      <Refused refused={preview.refused} />
    </div>
  );
}

/** Why rows were refused. */
export function Refused({ refused }: { refused: readonly RefusedRow[] }) {
  const t = useText('webhooks');
  const reasonText = useReasonText();
  if (refused.length === 0) return null;
  return (
    <ul className={classes.refused}>
      {refused.map(({ mapping, row, reason }) => (
        <li key={`${mapping} ${row} ${reason.code}`}>
          {row > 0 && <span className={classes.quiet}>{t('row', { row })}</span>}
          <bdi>{reasonText(reason)}</bdi>
        </li>
      ))}
    </ul>
  );
}
