/** Events: what customers did on a site or in an app, as another system recorded it. */
import { textLengthMax } from '../../contract/entries.ts';
import { writeEntries } from './entries.ts';
import { timeField } from './fields.ts';
import type { ImportKind, Ready } from './kind.ts';
import { customersOf, identitiesOf, identityFields, textValue } from './people.ts';

export const events: ImportKind = {
  name: 'events',
  fields: [
    ...identityFields,
    {
      name: 'event',
      type: 'id',
      needed: true,
      lengthMax: 200,
      synonyms: [
        'event',
        'event name',
        'eventname',
        'event_name',
        'action',
        'event type',
        '事件',
        '事件名',
        '事件名称',
        '行为',
        'evento',
        'nome do evento',
        'ação',
      ],
    },
    timeField,
    {
      name: 'properties',
      type: 'json',
      lengthMax: textLengthMax,
      synonyms: [
        'properties',
        'props',
        'event properties',
        'attributes',
        'params',
        'data',
        '属性',
        '参数',
        'propriedades',
        'parâmetros',
      ],
    },
  ],
  takesExtra: true,
  sameBy: 'key',
  check: (row) =>
    identitiesOf(row, { keyIsUser: false }).length === 0 ? { code: 'no-identity' } : undefined,
  apply: async (tx, context, rows) => {
    const found = await customersOf(tx, context, rows, { keyIsUser: false });
    await writeEntries(
      tx,
      context,
      rows.map((row, at) => {
        const customerId = found[at]?.customerId ?? '';
        return {
          kind: 'event.tracked',
          payload: { name: textValue(row, 'event') ?? '', properties: propertiesOf(row) },
          direction: 'indirect',
          actor: { kind: 'customer', id: customerId },
          customerId,
          occurredAt: textValue(row, 'time') ?? context.startedAt,
          externalId: row.ownKey ?? row.digest,
        };
      }),
    );
    return rows.map(() => 'created');
  },
};

function propertiesOf(row: Ready): Record<string, unknown> {
  const { properties } = row.values;
  return {
    ...(typeof properties === 'object' && !Array.isArray(properties) ? properties : {}),
    ...row.extra,
  };
}
