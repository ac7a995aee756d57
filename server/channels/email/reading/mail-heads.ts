/** What stands above a mail that is answered or passed on: its From, Sent, To and Subject, or a line that says so. */

/** The fields of such a head, as bits, so that a set of them is a number. */
const fieldNames = {
  from: 1,
  date: 2,
  to: 4,
  subject: 8,
  other: 16,
} as const;

/** By language: en, de, fr, es, pt, it, nl, sv, da, no, fi, pl, cs, sk, hu, ro, tr, ru, uk, el, zh, ja, ko, vi, he, ar. */
const labels = {
  from: 'from|von|de|da|van|från|fra|lähettäjä|od|feladó|de la|kimden|gönderen|от|от кого|від|від кого|από|发件人|寄件人|寄件者|發件人|差出人|送信者|보낸 사람|보낸사람|발신|từ|מאת|من|expéditeur|remitente|mittente|afzender|avsändare|absender',
  date: 'sent|date|gesendet|datum|envoyé|date d’envoi|envoyé le|enviado|enviado el|enviada|enviada em|enviado em|fecha|data|inviato|verzonden|skickat|sendt|dato|lähetetty|päivämäärä|päiväys|wysłano|wysłane|odesláno|odoslané|dátum|elküldve|küldve|trimis|dată|gönderildi|gönderilme tarihi|tarih|отправлено|дата|дата и время|надіслано|відправлено|στάλθηκε|ημερομηνία|发送时间|傳送時間|日期|寄件日期|时间|送信日時|日付|日時|보낸 날짜|보낸날짜|날짜|đã gửi|ngày|נשלח|תאריך|تاريخ|أرسلت',
  to: 'to|an|à|pour|para|a|aan|till|til|vastaanottaja|do|komu|címzett|către|kime|alıcı|кому|προς|收件人|收件者|宛先|받는 사람|받는사람|수신|đến|אל|إلى|destinataire|destinatario|empfänger|ontvanger',
  subject:
    'subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|subiect|konu|тема|θέμα|主题|主旨|主題|件名|제목|chủ đề|נושא|الموضوع',
  other:
    'cc|bcc|kopie|kopia|copie à|copie|copia|con copia|cópia|másolat|копия|копія|κοινοποίηση|抄送|副本|참조|reply-to|antwort an|répondre à|responder a|rispondi a|risposta|antwoorden aan|svara till|svar til|importance|priorität|anlagen|attachments|attachment|organization|newsgroups|message-id|mailed-by|to address|resent-from|x-mailer',
};

const fields = new Map<string, number>(
  Object.entries(labels).flatMap(([name, words]) => {
    const bit = fieldNames[name as keyof typeof fieldNames];
    return words.split('|').map((word): [string, number] => [word, bit]);
  }),
);

const labelCharsMax = 24;

/** The field a line of such a head gives, as a bit; 0: it gives none. Bold labels are of mails that were HTML. */
export function headField(line: string): number {
  if (line.length < 3) return 0;
  const label = /^[ \t*_|]*([^:：*_]{1,24})[*_ \t]*[:：]/u.exec(line.slice(0, labelCharsMax + 12))?.[1];
  return label === undefined ? 0 : (fields.get(label.trim().toLowerCase().replaceAll('\u00a0', ' ')) ?? 0);
}

/** Whether so many fields are a head: who and about what; where there is no subject, addresses must tell. */
export function isHead(seen: number, hasAddress: boolean): boolean {
  if (!(seen & fieldNames.from)) return false;
  const others = Number(!!(seen & fieldNames.date)) + Number(!!(seen & fieldNames.to));
  return seen & fieldNames.subject ? others >= 1 : others === 2 && hasAddress;
}

const marks = new Set(
  (
    'original message|original mail|original appointment|reply message|forwarded message|forwarded by|begin forwarded message|' +
    'forwarded mail|start of forwarded message|' +
    'ursprüngliche nachricht|originalnachricht|original-nachricht|ursprüngliche mail|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|ursprünglicher termin|' +
    "message original|message d’origine|message d'origine|message initial|message transféré|message transmis|début du message réexpédié|début du message transféré|" +
    'mensaje original|mensaje reenviado|inicio del mensaje reenviado|forwarded message / mensaje reenviado|' +
    'mensagem original|mensagem encaminhada|mensagem reencaminhada|início da mensagem reencaminhada|início da mensagem encaminhada|' +
    'messaggio originale|messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|' +
    'oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|begin doorgestuurd bericht|' +
    'ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande|vidarebefordrat brev|' +
    'oprindelig meddelelse|originalbesked|videresendt meddelelse|start på videresendt besked|' +
    'opprinnelig melding|videresendt melding|videresendt e-post|' +
    'alkuperäinen viesti|välitetty viesti|edelleenlähetetty viesti|' +
    'wiadomość oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości|wiadomość przekazana dalej|początek przekazywanej wiadomości|' +
    'původní zpráva|původní e-mail|přeposlaná zpráva|pôvodná správa|preposlaná správa|eredeti üzenet|továbbított üzenet|' +
    'mesaj original|mesaj redirecționat|orijinal mesaj|özgün ileti|iletilen mesaj|yönlendirilmiş ileti|' +
    'исходное сообщение|исходное письмо|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|' +
    'оригінальне повідомлення|вихідне повідомлення|переслане повідомлення|αρχικό μήνυμα|προωθημένο μήνυμα|' +
    '原始邮件|原邮件|邮件原件|原始郵件|原始訊息|转发的邮件|轉寄郵件|转发邮件|转发邮件信息|original|' +
    '元のメッセージ|オリジナルメッセージ|転送されたメッセージ|転送メッセージ|원본 메시지|원본 메일|전달된 메시지|tin nhắn gốc|thư gốc|הודעה מקורית|הודעה שהועברה|رسالة أصلية|الرسالة الأصلية'
  ).split('|'),
);

/** Whether a line says that another mail follows: "-----Original Message-----", "Begin forwarded message:". */
export function isMailMark(line: string): boolean {
  if (line.length < 6 || line.length > 120) return false;
  const last = line.charCodeAt(line.length - 1);
  if (last !== 0x2d && last !== 0x3d && last !== 0x3a && last !== 0xff1a && last !== 0x2a && last !== 0x5f)
    return false;
  const bare = line.replace(/^[-_=*>\s]+/, '').replace(/[-_=*:：\s]+$/, '');
  if (bare.length < 4 || bare.length === line.length) return false;
  const isRuled = /^[*\s]*[-_=]{2}/.test(line) && /[-_=]{2}[*:\s]*$/.test(line);
  const words = bare.toLowerCase();
  return marks.has(words) && (isRuled || (words.length > 12 && /[:：]\s*$/.test(line)));
}

/** Whether a line only draws a rule. */
export function isRule(line: string): boolean {
  return line.length >= 3 && line.length <= 200 && /^[-_=*~—–]+$/.test(line);
}
