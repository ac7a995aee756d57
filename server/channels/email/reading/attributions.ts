/** Lines that name whose words follow: "On Monday, 5 June 2017 at 12:22, Ann <ann@example.org> wrote:" in the languages of mail programs. */

/** An attribution is broken over at most so many lines, and is at most so long. */
export const attributionLinesMax = 6;
const attributionCharsMax = 400;

/** What "wrote" is, at the end of the line or before the name. */
const verbs = [
  'wrote',
  'writes',
  'a écrit',
  'écrit',
  'schrieb',
  'schrieben',
  'escribió',
  'escribio',
  'va escriure',
  'escreveu',
  'ha scritto',
  'scrive',
  'schreef',
  'geschreven',
  'napisał',
  'napisała',
  'napisał(a)',
  'pisze',
  'skrev',
  'skrifaði',
  'kirjoitti',
  'kirjutas',
  'napsal',
  'napsala',
  'napsal(a)',
  'napísal',
  'napísal(a)',
  'je napisao',
  'je napisala',
  'napisao/la je',
  'yazdı',
  'írta',
  'a scris',
  'έγραψε',
  'написал',
  'написала',
  'написал(а)',
  'писал(а)',
  'пишет',
  'пише',
  'написав',
  'написав(ла)',
  'написа',
  'đã viết',
  'menulis',
  'เขียนว่า',
  'כתב',
  'כתבה',
  'מאת',
  'كتب',
  'كتبت',
  'ने लिखा',
];

/** The same where words are not set apart by spaces. */
const closeVerbs = [
  '写道',
  '寫道',
  '書きました',
  '書き込みました',
  'のメール',
  'のメッセージ',
  '작성',
  '썼습니다',
];

/** With what such a line begins: "on", which is its first word for sure. */
const firstWords = new Set(
  'on at am le em el il op den dnia dne dňa w в у pe în στις pada vào ngày בתאריך في'.split(' '),
);

/** Or a day of the week, a number, or a name. */
const days = new Set(
  (
    'mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday ' +
    'mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag ' +
    'lun mar mer mié jeu jue ven vie vier sam sáb dim dom lunes martes miércoles jueves viernes sábado domingo ' +
    'lundi mardi mercredi jeudi vendredi samedi dimanche lunedì martedì mercoledì giovedì venerdì sabato domenica ' +
    'seg ter qua qui sex segunda segunda-feira terça terça-feira quarta quarta-feira quinta quinta-feira sexta sexta-feira ' +
    'do ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ' +
    'man tir tirs ons tor tors fre lør søn mån tis lör sön mandag tirsdag onsdag torsdag fredag lørdag søndag ' +
    'ti ke to pe su maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai ' +
    'pon wt śr czw pt sob niedz poniedziałek wtorek środa czwartek piątek sobota niedziela ' +
    'po út st čt pá so ne pondělí úterý středa čtvrtek pátek neděle pzt sal çar per cum cmt paz ' +
    'пн вт ср чт пт сб вс нд понедельник вторник среда четверг пятница суббота воскресенье ' +
    'понеділок вівторок середа четвер пʼятниця субота неділя'
  ).split(' '),
);

const address = /[^\s<>"()]@[^\s<>"()]/u;
const year = /(?<!\p{Nd})(?:(?:19|20)\p{Nd}{2}|[٠-٩]{4})(?!\p{Nd})/u;
const time = /\p{Nd}{1,2}\s?[:.時點点시hH]\s?\p{Nd}{2}(?!\p{Nd})/u;
const dayAndMonth = /\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2}/u;
const numericDate = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}\s/;
const numericDateWithZone = /^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} GMT[+-]\d{1,2}:\d{2} \S/;

/** Whether the lines, taken as one, are an attribution; 'open' if more of it may stand in the line above. */
export function isAttribution(lines: string[]): false | 'open' | 'whole' {
  const joined = lines.join(' ');
  if (joined.length > attributionCharsMax * 2) return false;
  const text = tidied(joined);
  if (text.length < 6 || text.length > attributionCharsMax) return false;
  if (lines.length === 1 && isNumericDateLine(text)) return 'whole';
  const isDashed = /^\s*-{3,}.*-{3,}\s*$/.test(joined);
  const isClosed = text.endsWith(':') || text.endsWith('：');
  if (!isClosed && !isDashed) return false;
  const saying = isClosed ? text.slice(0, -1).trimEnd() : text;
  const verb = verbAt(saying);
  const isDated = year.test(saying) || time.test(saying) || dayAndMonth.test(saying);
  const opening = openingOf(saying);
  if (opening !== undefined && isDated) {
    const isNamed = year.test(saying) && time.test(saying) && address.test(saying) && /[>)]$/.test(saying);
    if (verb !== undefined || isNamed) return opening;
  }
  return verb !== undefined && isNameFirst(saying, verb) ? 'open' : false;
}

/** "Ann wrote:" with neither date nor address; it is one only where a marked quote follows. */
export function isShortAttribution(line: string): boolean {
  const text = tidied(line.slice(0, 80));
  if (!/[:：]$/.test(text)) return false;
  const saying = text.slice(0, -1).trimEnd();
  return verbAt(saying)?.end === saying.length && saying.split(' ').length <= 8 && isBalanced(saying);
}

/** Whether a line can be the last of an attribution: this is asked of every line, and so is quick. */
export function canCloseAttribution(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  if (last === 0x3a || last === 0xff1a) return true;
  if (last === 0x2d) return line.startsWith('---') && line.length > 20;
  const first = line.charCodeAt(0);
  return (first === 0x31 || first === 0x32) && line.length < 200 && numericDate.test(line);
}

function tidied(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/[\s\u200b-\u200f\u202a-\u202e]+/g, ' ')
    .replace(/^[-*_ ]+/, '')
    .replace(/[-*_ ]+$/, '');
}

/** Older Gmail in languages with numeric dates: no verb, and sometimes no colon. */
function isNumericDateLine(text: string): boolean {
  return (
    numericDateWithZone.test(text) || (numericDate.test(text) && text.endsWith('>') && address.test(text))
  );
}

/** 'whole': by its first word nothing of it stands above. */
function openingOf(text: string): 'open' | 'whole' | undefined {
  if (text.startsWith('在')) return 'whole';
  if (/^[\p{Nd}于於]/u.test(text)) return 'open';
  const end = text.search(/[ ,.(]/);
  const word = (end < 0 ? text : text.slice(0, end)).toLowerCase();
  return firstWords.has(word) ? 'whole' : days.has(word) ? 'open' : undefined;
}

/** "Ann <ann@example.org> wrote on …:" and the like: the name is short, and the verb follows the address soon. */
function isNameFirst(text: string, verb: { start: number; end: number }): boolean {
  const at = text.indexOf('@');
  if (at < 0 || at > verb.start || text.startsWith('<') || !isBalanced(text)) return false;
  const before = text.slice(0, at);
  const between = text.slice(at, verb.start);
  const after = text.slice(verb.end);
  const isShort = before.split(' ').length <= 10 && between.length <= 120 && after.length <= 60;
  return (
    isShort &&
    !/[.!?] \p{Lu}\p{Ll}+ \p{Ll}/u.test(text) &&
    (after === '' || year.test(after) || time.test(after))
  );
}

/** Otherwise the line is the end of a longer one. */
function isBalanced(text: string): boolean {
  return text.split('<').length === text.split('>').length;
}

/** Where the last verb stands. */
function verbAt(text: string): { start: number; end: number } | undefined {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return undefined;
  let found: { start: number; end: number } | undefined;
  for (const verb of closeVerbs) {
    if (lower.endsWith(verb)) return { start: lower.length - verb.length, end: lower.length };
  }
  for (const verb of verbs) {
    const start = lower.lastIndexOf(verb);
    const end = start + verb.length;
    if (start <= 0 || !/[\s>,)"]/.test(lower.charAt(start - 1)) || /[\p{L}\p{Nd}]/u.test(lower.charAt(end)))
      continue;
    if (!found || end > found.end || (end === found.end && start < found.start)) found = { start, end };
  }
  return found;
}
