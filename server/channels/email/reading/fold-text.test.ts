import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextPart } from '../mail.ts';
import { foldText } from './fold-text.ts';

const joined = (parts: TextPart[]) => parts.map((part) => part.text).join('');
const kinds = (text: string) => foldText(text).map((part) => part.kind);
const newText = (text: string) =>
  joined(foldText(text).filter((part) => part.kind === 'new'))
    .replace(/\s+/g, ' ')
    .trim();

const attributions = [
  'On Mon, 5 Jun 2017 at 12:22, Ann Lee <ann@example.org> wrote:',
  'On Jun 5, 2017, at 12:22 PM, Ann Lee <ann@example.org> wrote:',
  'On 05/06/17 12:22, Ann Lee wrote:',
  'At 6/16/2016 08:32 PM, you wrote:',
  'Ann Lee <ann@example.org> wrote:',
  'Am 05.06.2017 um 12:22 schrieb Ann Lee:',
  'Am Mo., 5. Juni 2017 um 12:22 Uhr schrieb Ann Lee <ann@example.org>:',
  'Ann Lee <ann@example.org> schrieb am Mo., 5. Juni 2017, 12:22:',
  'Le lun. 5 juin 2017 à 12:22, Ann Lee <ann@example.org> a écrit :',
  'Le 05/06/2017 à 12:22, Ann Lee a écrit :',
  'El lun., 5 jun. 2017 a las 12:22, Ann Lee (<ann@example.org>) escribió:',
  'Em seg., 5 de jun. de 2017 às 12:22, Ann Lee <ann@example.org> escreveu:',
  'Il giorno lun 5 giu 2017 alle ore 12:22 Ann Lee <ann@example.org> ha scritto:',
  'Op ma 5 jun. 2017 om 12:22 schreef Ann Lee <ann@example.org>:',
  'Op 5 jun. 2017 om 12:22 heeft Ann Lee <ann@example.org> het volgende geschreven:',
  'pon., 5 cze 2017 o 12:22 Ann Lee <ann@example.org> napisał(a):',
  'W dniu 05.06.2017 o 12:22, Ann Lee pisze:',
  'пн, 5 июн. 2017 г. в 12:22, Ann Lee <ann@example.org>:',
  '5 июня 2017 г., 12:22 пользователь Ann Lee <ann@example.org> написал:',
  '05.06.2017, 12:22, "Ann Lee" <ann@example.org>:',
  'пн, 5 черв. 2017 р. о 12:22 Ann Lee <ann@example.org> пише:',
  'Den mån 5 juni 2017 kl 12:22 skrev Ann Lee <ann@example.org>:',
  'Den man. 5. jun. 2017 kl. 12.22 skrev Ann Lee <ann@example.org>:',
  'man. 5. jun. 2017 kl. 12:22 skrev Ann Lee <ann@example.org>:',
  'ma 5. kesäk. 2017 klo 12.22 Ann Lee (ann@example.org) kirjoitti:',
  'po 5. 6. 2017 v 12:22 odesílatel Ann Lee <ann@example.org> napsal:',
  'Dne 5.6.2017 v 12:22 Ann Lee napsal(a):',
  'Ann Lee <ann@example.org>, 5 Haz 2017 Pzt, 12:22 tarihinde şunu yazdı:',
  'Ann Lee <ann@example.org> ezt írta (időpont: 2017. jún. 5., H, 12:22):',
  'În lun., 5 iun. 2017 la 12:22, Ann Lee <ann@example.org> a scris:',
  'Στις Δευ, 5 Ιουν 2017 στις 12:22, ο χρήστης Ann Lee <ann@example.org> έγραψε:',
  'Ann Lee <ann@example.org> 于2017年6月5日周一 下午12:22写道：',
  '在 2017年6月5日，下午12:22，Ann Lee <ann@example.org> 写道：',
  'Ann Lee <ann@example.org> 於 2017年6月5日 週一 下午12:22寫道：',
  '2017年6月5日(月) 12:22 Ann Lee <ann@example.org>:',
  '2017/06/05 12:22、Ann Lee <ann@example.org>のメール:',
  '2017년 6월 5일 (월) 오후 12:22, Ann Lee <ann@example.org>님이 작성:',
  'Vào Th 2, 5 thg 6, 2017 vào lúc 12:22 Ann Lee <ann@example.org> đã viết:',
  'בתאריך יום ב׳, 5 ביוני 2017 ב-12:22 מאת Ann Lee <ann@example.org>:',
  'Pada tanggal Sen, 5 Jun 2017 pukul 12.22 Ann Lee <ann@example.org> menulis:',
];

describe('an attribution', () => {
  test.each(attributions)('%s', (line) => {
    expect(newText(`Thanks!\n\n${line}\n\n> the old words\n\nA last word.`)).toBe('Thanks! A last word.');
    expect(newText(`Thanks!\n\n${line}\n\nthe old words\n`)).toBe('Thanks!');
  });

  test.each(attributions)('broken after any word but the first few: %s', (line) => {
    const words = line.split(' ');
    for (let at = 1; at < words.length; at++) {
      if (words.slice(0, at).join(' ').length < 24) continue;
      const broken = `${words.slice(0, at).join(' ')}\n${words.slice(at).join(' ')}`;
      expect(newText(`Thanks!\n\n${broken}\n\n> the old words\n`)).toBe('Thanks!');
    }
  });

  test('is not any line that ends with a colon', () => {
    const text = 'Hello,\n\nOn this page I read in 2017:\n\nit can be paid by card.\nHe wrote:\nyes it can\n';
    expect(kinds(text)).toEqual(['new']);
  });
});

const heads = [
  'From: Ann <a@b.org>\nSent: Monday, 5 June 2017 12:22\nTo: Bob\nSubject: Hello',
  '*From:* Ann\n*Date:* 5 June 2017\n*To:* Bob\n*Subject:* Hello',
  'Von: Ann <a@b.org>\nGesendet: Montag, 5. Juni 2017 12:22\nAn: Bob\nBetreff: Hallo',
  'De : Ann <a@b.org>\nEnvoyé : lundi 5 juin 2017 12:22\nÀ : Bob\nObjet : Salut',
  'De: Ann <a@b.org>\nEnviado el: lunes, 5 de junio de 2017 12:22\nPara: Bob\nAsunto: Hola',
  'De: Ann <a@b.org>\nEnviada em: segunda-feira, 5 de junho de 2017 12:22\nPara: Bob\nAssunto: Olá',
  'Da: Ann <a@b.org>\nInviato: lunedì 5 giugno 2017 12:22\nA: Bob\nOggetto: Ciao',
  'Van: Ann <a@b.org>\nVerzonden: maandag 5 juni 2017 12:22\nAan: Bob\nOnderwerp: Hallo',
  'Från: Ann <a@b.org>\nSkickat: den 5 juni 2017 12:22\nTill: Bob\nÄmne: Hej',
  'Fra: Ann <a@b.org>\nSendt: 5. juni 2017 12:22\nTil: Bob\nEmne: Hej',
  'Lähettäjä: Ann <a@b.org>\nLähetetty: maanantai 5. kesäkuuta 2017\nVastaanottaja: Bob\nAihe: Hei',
  'Od: Ann <a@b.org>\nWysłano: poniedziałek, 5 czerwca 2017\nDo: Bob\nTemat: Cześć',
  'Od: Ann <a@b.org>\nOdesláno: pondělí 5. června 2017\nKomu: Bob\nPředmět: Ahoj',
  'Kimden: Ann <a@b.org>\nGönderildi: 5 Haziran 2017\nKime: Bob\nKonu: Selam',
  'От: Ann <a@b.org>\nОтправлено: 5 июня 2017\nКому: Bob\nТема: Привет',
  '发件人: Ann <a@b.org>\n发送时间: 2017年6月5日\n收件人: Bob\n主题: 你好',
  '差出人: Ann <a@b.org>\n送信日時: 2017年6月5日\n宛先: Bob\n件名: こんにちは',
  '보낸 사람: Ann <a@b.org>\n보낸 날짜: 2017년 6월 5일\n받는 사람: Bob\n제목: 안녕',
  '-----Original Message-----',
  '-----Ursprüngliche Nachricht-----',
  '-------- Message original --------',
  '---------- Forwarded message ---------',
  'Begin forwarded message:',
  '------------------ 原始邮件 ------------------',
];

test.each(heads)('a mail below its head is a quote: %s', (head) => {
  expect(newText(`Yes.\n\n________________________________\n${head}\n\nThe old words.\n`)).toBe('Yes.');
  expect(newText(`${head}\n\nWhat was passed on.\n`)).toBe('What was passed on.');
});

test('a journey or a form is no head', () => {
  expect(kinds('From: Berlin\nTo: Munich\nDate: 5 May\n\nHow much is it?\n')).toEqual(['new']);
});

const devices = [
  'Sent from my iPhone',
  'Envoyé de mon iPad',
  'Von meinem iPhone gesendet',
  'Gesendet mit der GMX Mail App',
  'Enviado desde mi iPhone',
  'Enviado do meu iPhone',
  'Inviato da iPhone',
  'Verstuurd vanaf mijn iPhone',
  'Wysłane z iPhone’a',
  'Отправлено с iPhone',
  'Отправлено из мобильной Яндекс Почты',
  'Skickat från min iPhone',
  'Sendt fra min iPhone',
  'Lähetetty iPhonesta',
  'Odesláno z iPhonu',
  'iPhone’umdan gönderildi',
  'iPhoneから送信',
  '나의 iPhone에서 보냄',
  '发自我的iPhone',
  '從我的 iPhone 傳送',
  'Get Outlook for iOS<https://aka.ms/o0ukef>',
  'Obtenir Outlook pour Android',
];

test.each(devices)('%s is a signature', (line) => {
  expect(newText(`It works now.\n\n${line}\n`)).toBe('It works now.');
});

test('words about sending stay', () => {
  const text = 'Sent by post on Monday, as you asked.\nIt should have come by now.\n';
  expect(kinds(text)).toEqual(['new']);
});

test('answers between quotes stay, and each quote is folded alone', () => {
  const text = 'Hi\n\n> Which size?\n\nLarge.\n\n> Which colour?\n\nRed.\n\n-- \nAnn\n';
  expect(kinds(text)).toEqual(['new', 'quote', 'new', 'quote', 'new', 'signature']);
});

test('a mail always shows something, if only what it quotes', () => {
  expect(kinds('> All there is.\n')).toEqual(['new']);
  expect(kinds('-- \nAnn\n')).toEqual(['new']);
  expect(kinds('')).toEqual([]);
});

test('long text under two dashes is no signature, and code is no quote', () => {
  expect(kinds(`A\n\n--\n${'More of the letter.\n'.repeat(40)}`)).toEqual(['new']);
  expect(kinds('See:\n```\n> a prompt\n-- \n```\nThat is all.\n')).toEqual(['new']);
});

const pieces = [
  ...[
    '>',
    '> ',
    '>>',
    '|',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '-- \n',
    '--\n',
    '```\n',
    '<',
    '\u0000',
    '\ud800',
    'ᐧ\n',
    ':',
    '：',
  ],
  ...[
    'Sent from my iPhone\n',
    'On ',
    ' wrote:',
    '2017',
    ' 12:22',
    'a@b.org',
    '____________________\n',
    '\u2028',
  ],
  ...[...heads, ...attributions].map((line) => `${line}\n`),
];
const mailish = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), {
  maxLength: 60,
});

test('whatever a mail says, its parts joined are the mail, and neighbours differ', () => {
  fc.assert(
    fc.property(mailish, (some) => {
      const text = some.join('');
      const parts = foldText(text);
      expect(joined(parts)).toBe(text);
      expect(parts.every((part, at) => part.text !== '' && part.kind !== parts[at - 1]?.kind)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

/** What it takes is some 100 ms a megabyte at worst; a step that is not linear would take minutes. */
test('a megabyte of anything is quickly split', () => {
  const lines = fc.array(
    fc.constantFrom('>', '>>> a', '', 'On a:', '-- ', '--', 'From: a', '<', 'a:', ...pieces),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(lines, (some) => {
      const block = `${some.join('\n')}\n`;
      const text = block.repeat(Math.ceil(1_000_000 / block.length));
      const began = performance.now();
      const parts = foldText(text);
      expect(performance.now() - began).toBeLessThan(5_000);
      expect(joined(parts) === text).toBe(true);
    }),
    { numRuns: 30 },
  );
});
