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
    'created',
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

/** For which time the row says what it says: of two that differ, the later one counts, whichever comes first. */
export const updatedField: Field = {
  name: 'updatedAt',
  type: 'time',
  synonyms: [
    'updated at',
    'updated',
    'modified at',
    'modified',
    'last modified',
    'date modified',
    'last updated',
    '更新时间',
    '修改时间',
    'atualizado em',
    'modificado em',
  ],
};
