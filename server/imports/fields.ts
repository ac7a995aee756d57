/** Fields that several kinds have. */
import type { Field } from './kind.ts';

/** When it happened. */
export const timeField: Field = {
  name: 'time',
  type: 'time',
  needed: true,
  synonyms: [
    'time',
    'timestamp',
    'date',
    'datetime',
    'date time',
    'occurred at',
    'occurredat',
    'occurred_at',
    'created at',
    'created_at',
    'sent at',
    'sent_at',
    'event time',
    '时间',
    '日期',
    '发生时间',
    '发送时间',
    '创建时间',
    'data',
    'hora',
    'data e hora',
    'data/hora',
    'enviado em',
    'criado em',
  ],
};
