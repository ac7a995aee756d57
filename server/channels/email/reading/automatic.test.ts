import { describe, expect, test } from 'vitest';
import { automaticOf } from './automatic.ts';

const kindOf = (fields: Record<string, string>) =>
  automaticOf((name) => (name in fields ? [fields[name] ?? ''] : []));

const away = [
  'Automatic reply: Your order',
  'Out of Office: Your order',
  'Automatische Antwort: Ihre Bestellung',
  'Abwesenheitsnotiz: Ihre Bestellung',
  'Réponse automatique : votre commande',
  'Respuesta automática: su pedido',
  'Resposta automática: seu pedido',
  'Risposta automatica: il tuo ordine',
  'Automatisch antwoord: uw bestelling',
  'Autosvar: din beställning',
  'Automaattinen vastaus: tilauksesi',
  'Odpowiedź automatyczna / Automatyczna odpowiedź: zamówienie',
  'Automatická odpověď: objednávka',
  'Автоматический ответ: ваш заказ',
  'Otomatik yanıt: siparişiniz',
  '自动答复: 您的订单',
  '自動応答: ご注文',
  '자동 회신: 주문',
  '=?utf-8?Q?R=C3=A9ponse_automatique?=',
];

describe('somebody is away', () => {
  test.each(away)('%s', (subject) => {
    const exchange = {
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'x-ms-exchange-inbox-rules-loop': 'ann@example.org',
      'in-reply-to': '<order-1@example.com>',
    };
    const gmail = { 'auto-submitted': 'auto-replied', precedence: 'bulk', 'x-autoreply': 'yes' };
    const lotus = { 'x-mailer': 'Lotus Notes Release 7.0.2 September 26, 2006' };
    const procmail = { precedence: 'junk', 'return-path': '<>' };
    for (const head of [exchange, gmail, lotus, procmail])
      expect(kindOf({ subject, ...head })).toBe('auto-reply');
    expect(kindOf({ subject, from: 'Ann <ann@example.org>' })).toBeNull();
  });

  test.each<Record<string, string>>([
    { 'x-autorespond': 'vacation' },
    { 'x-auto-reply': 'yes' },
    { precedence: 'auto_reply' },
    { 'auto-submitted': 'auto-replied (vacation)' },
    { 'x-post-messageclass': '9; Autoresponder' },
    { 'x-ms-exchange-generated-message-source': 'Mailbox Rules Agent' },
    { 'return-path': '<>' },
  ])('whatever its subject: %j', (head) => {
    expect(kindOf({ subject: 'Re: Your order', ...head })).toBe('auto-reply');
  });
});

test('lists, of each program that keeps them', () => {
  const programs: ((at: number) => Record<string, string>)[] = [
    (at) => ({
      'list-id': `Talk <talk${at}.example.org>`,
      precedence: 'list',
      'x-mailman-version': '2.1.29',
    }),
    (at) => ({
      'list-post': `<mailto:talk${at}@example.org>`,
      'list-unsubscribe': `<mailto:off${at}@example.org>`,
    }),
    (at) => ({ 'mailing-list': `contact talk${at}-help@example.org; run by ezmlm`, precedence: 'bulk' }),
    (at) => ({ 'x-mailing-list': `talk${at}@example.org` }),
    (at) => ({ 'x-beenthere': `talk${at}@example.org`, 'in-reply-to': `<${at}@example.org>` }),
  ];
  for (let at = 0; at < 200; at++)
    expect(kindOf({ subject: `News ${at}`, ...programs[at % 5]?.(at) })).toBe('list');
});

test.each<[string | null, Record<string, string>]>([
  [
    'bulk',
    {
      'list-unsubscribe': '<https://example.org/off>',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    },
  ],
  ['bulk', { 'feedback-id': '1:2:campaign:mail' }],
  ['bulk', { 'auto-submitted': 'auto-generated' }],
  ['bulk', { precedence: 'bulk' }],
  ['bulk', { 'x-auto-response-suppress': 'OOF, AutoReply' }],
  [
    'report',
    { 'content-type': 'multipart/report; report-type=delivery-status; boundary=b', 'return-path': '<>' },
  ],
  ['report', { 'content-type': 'multipart/report; report-type=disposition-notification; boundary=b' }],
  ['report', { 'content-type': 'multipart/report; report-type=feedback-report; boundary=b' }],
  ['report', { from: 'Mail Delivery Subsystem <mailer-daemon@example.org>' }],
  ['report', { 'return-path': '<>', subject: 'Undeliverable: Your order' }],
  ['challenge', { subject: 'Your email requires verification verify#abc123' }],
  ['challenge', { subject: 'Please confirm your message', 'auto-submitted': 'auto-replied' }],
])('%s: %j', (kind, head) => {
  expect(kindOf(head)).toBe(kind);
});

test.each<Record<string, string>>([
  { from: 'Ann <ann@example.org>', subject: 'Where is my order?', 'return-path': '<ann@example.org>' },
  {
    subject: 'Re: Out of office replies do not work',
    'in-reply-to': '<1@example.com>',
    references: '<1@example.com>',
  },
  { subject: 'Please confirm your email', from: 'ann@example.org' },
  { 'auto-submitted': 'no', precedence: 'normal', 'x-autoreply': 'no', 'list-post': 'NO' },
  { 'auto-submitted': 'No', 'x-auto-response-suppress': 'None' },
  { subject: 'Undelivered Mail Returned to Sender', from: 'ann@example.org' },
  { 'feedback-id': '1:2:3:mail', 'in-reply-to': '<1@example.com>' },
  {},
])('a person wrote it: %j', (head) => {
  expect(kindOf(head)).toBeNull();
});
