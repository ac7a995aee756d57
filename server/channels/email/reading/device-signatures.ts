/** Lines that a mail program puts under what somebody wrote: "Sent from my iPhone", in many languages. */

/** Longer lines are somebody's own words. */
const deviceLineCharsMax = 100;

/** With which word such a line begins, and how it goes on. */
const beginnings: [words: string, line: RegExp][] = [
  ['sent', /^sent (?:from|via|with|by|using|on) /],
  ['from', /^from my /],
  ['envoyé', /^envoyé (?:de|depuis|à partir|avec|via|par) ?/],
  ['gesendet', /^gesendet (?:von|vom|mit|über|aus) /],
  ['von', /^von (?:meinem|mein|unterwegs) .*(?:gesendet|gesandt)$/],
  ['diese', /^diese (?:nachricht|e-mail|mail) wurde (?:von|mit) .*gesendet$/],
  ['enviado|enviada', /^envia(?:do|da) (?:desde|de|do|da|con|pelo|pela|a partir|via|com|por|mediante) ?/],
  ['inviato|inviata', /^inviat[oa] (?:da|dal|dall'|dalla|con|tramite) ?/],
  ['verzonden|verstuurd', /^(?:verzonden|verstuurd) (?:vanaf|vanuit|met|van|via|door) /],
  ['wysłano|wysłane', /^wysłan[eo] (?:z|ze|przez|za pomocą) /],
  ['skickat|skickades', /^skicka(?:t|des) (?:från|med|via) /],
  ['sendt', /^sendt (?:fra|med|via|frå) /],
  ['lähetetty', /^lähetetty /],
  ['odesláno|odoslané', /^od(?:esláno|oslané) (?:z|ze|zo|pomocí) /],
  ['trimis', /^trimis (?:de pe|din|de la|cu) /],
  ['poslano|poslato', /^posla(?:no|to) (?:s|sa|iz|z) /],
  ['отправлено', /^отправлено (?:с|со|из|от|через) /],
  ['надіслано|відправлено', /^(?:надіслано|відправлено) (?:з|із|зі|через) /],
  ['изпратено', /^изпратено (?:от|с) /],
  ['στάλθηκε|εστάλη', /^(?:στάλθηκε|εστάλη) από /],
  ['đã', /^đã gửi từ /],
  ['dikirim', /^dikirim dari /],
  ['נשלח', /^נשלח מ/],
  ['أُرسلت|أرسلت|مرسل', /^(?:أُرسلت|أرسلت|مرسل) من /],
];

const byWord = new Map(
  beginnings.flatMap(([words, line]) => words.split('|').map((word) => [word, line] as const)),
);

/** The same where the word for "sent" comes last. */
const ending =
  /(?:から送信(?:されました)?|에서 보냄|에서 보냈습니다|발송|gönderildi|küldve|saadetud|发送|發送|傳送|传送|寄出)$/;
const chinese = /^(?:发自|發自|来自|來自|发送自|寄自|從我的|从我的)/;

/** Outlook for phones offers itself: "Get Outlook for iOS". */
const outlook = /outlook .{2,9} ?(?:ios|android|mac)\b|outlook .{2,9}ios/;

const device =
  /iphone|ipad|ipod|android|samsung|galaxy|huawei|xiaomi|redmi|nokia|htc|sony|xperia|pixel|lumia|blackberry|windows|outlook|mail|mobil|móvil|mòbil|celular|phone|téléphone|telefon|smartphone|handy|tablet|device|gmail|yahoo|proton|spark|cell|手机|手機|携帯|휴대|телефон|мобил/;

/** 'sure': only a program writes so. 'perhaps': so it is when nothing else follows. */
export function deviceLine(line: string): 'sure' | 'perhaps' | undefined {
  if (line === '\u1427') return 'sure';
  if (line.length < 6 || line.length > deviceLineCharsMax * 3) return undefined;
  const bare = bareWords(line);
  if (bare.length < 6 || bare.length > deviceLineCharsMax) return undefined;
  const space = bare.indexOf(' ');
  const known = byWord.get(space < 0 ? bare : bare.slice(0, space));
  if (known?.test(bare) || chinese.test(bare)) return device.test(bare) ? 'sure' : 'perhaps';
  const last = bare.charCodeAt(bare.length - 1);
  if ((last > 0x2fff || last === 0x69 || last === 0x65 || last === 0x64) && ending.test(bare)) {
    return device.test(bare) ? 'sure' : undefined;
  }
  if (bare.includes('outlook') && bare.length <= 60 && outlook.test(bare)) return 'sure';
  return bare.endsWith(' from mobile') && bare.split(' ').length <= 4 ? 'perhaps' : undefined;
}

/** Without links and brackets, in lower case. */
function bareWords(line: string): string {
  const first = line.charCodeAt(0);
  const isPlain = first > 0x40 && !line.includes('http') && !line.includes('<') && !line.includes('[');
  const text = isPlain
    ? line
    : line
        .replace(/^[<([*_ ]+/, '')
        .replace(/<?https?:[^\s)>]*>?/g, '')
        .replace(/[[\]<>()*_]/g, '');
  return text
    .trim()
    .replace(/[.!。]$/, '')
    .toLowerCase();
}
