/** How mail servers say in words whom a mail did not reach: their formats as a table, by the program that writes so. */

export type Failure = { address: string; reason: string };

type Format = {
  server: string;
  /** After a line like this each line that begins with an address names one; or, with `inline`, the line does itself. */
  sign: RegExp;
  inline?: true;
  /** How it writes the lines of its list, where others begin them with the address. */
  item?: RegExp;
};

const at = String.raw`[<'"]?([^\s<>'",;:()[\]]{1,64}@[\w.-]{1,253})`;
const inline = (before: string) => new RegExp(String.raw`${before}\s*:?\s*${at}`, 'i');

const formats: Format[] = [
  { server: 'Exim', sign: /following address(?:\(es\)|es)? failed|^failed:/i },
  {
    server: 'Exim',
    sign: /address(?:es)? to which the message has not|not yet been delivered to the following/i,
  },
  { server: 'Exim', sign: inline(String.raw`\((?:generated|expanded) from:?`), inline: true },
  { server: 'Sendmail', sign: /^\W*the following addresses (?:had|have) (?:permanent|transient|delivery)/i },
  {
    server: 'Microsoft SMTP',
    sign: /del[ie]very to the following recipients? (?:failed|was aborted|has been)/i,
  },
  { server: 'Exchange', sign: /did not reach the following recipient(?:\(s\))?:\s*$/i },
  { server: 'Exchange', sign: inline('did not reach the following recipient(?:\\(s\\))?:'), inline: true },
  { server: 'Exchange', sign: inline('^[a-z]=[^ ]*.*SMTP='), inline: true },
  { server: 'Exchange', sign: /could not be delivered to the following user/i },
  { server: 'hMailServer and MailEnable', sign: /following recipient\(s\) could not be reached/i },
  { server: 'MailEnable', sign: inline(String.raw`^\s*recipient: \[SMTP:`), inline: true },
  { server: 'MDaemon', sign: /addresses did not receive a copy of your message/i },
  { server: 'MDaemon', sign: new RegExp(`^${at} - no such user here`, 'i'), inline: true },
  { server: 'Netscape', sign: /following recipients did not receive/i },
  { server: 'Smail', sign: /failed addresses follow/i },
  { server: 'Domino', sign: /was not delivered to:?\s*$/i },
  { server: 'PMDF and iPlanet', sign: inline('^\\s*original address:'), inline: true },
  {
    server: 'MIMEsweeper and others',
    sign: /could not be delivered to(?: the following recipients)?:?\s*$/i,
  },
  { server: 'MAILsweeper', sign: /still awaiting delivery/i },
  { server: 'qmail and its kin', sign: /(?:to|following) (?:the following )?address(?:\(?es\)?)?\s?[.:]/i },
  { server: 'AOL', sign: /following recipients could not be delivered/i, item: /^\s+([\w.-]{1,64})\s*$/ },
  { server: 'InterMail', sign: inline('^\\s*failed recipient:'), inline: true },
  { server: 'LSMTP', sign: inline('^error-for:'), inline: true },
  { server: 'phquery', sign: /not delivered to the following addresses/i },
  { server: 'Bigfish', sign: /^your message to:\s*$/i },
  { server: 'Barracuda', sign: /addressed to email address/i },
  { server: 'Advisories of a full mailbox', sign: /^delivery of email to this address/i },
  { server: 'Yahoo', sign: /deliver the following message/i, item: inline('^to:') },
  {
    server: 'IMail',
    sign: inline('^(?:unknown user|invalid final delivery userid|undeliverable +to)'),
    inline: true,
  },
  { server: 'IMail', sign: inline(String.raw`^delivery failed \d+ attempts`), inline: true },
  { server: 'USA.net', sign: inline('^intended recipient'), inline: true },
  { server: 'Prodigy', sign: inline("^user's mailbox is full"), inline: true },
  { server: 'EarthLink', sign: inline('unable to deliver (?:your )?message to'), inline: true },
  { server: 'EarthLink', sign: inline('quota violation for'), inline: true },
  { server: 'Demon', sign: inline('message, addressed to'), inline: true },
  {
    server: 'Dovecot',
    sign: inline('^your message to(?= .*automatically rejected)'),
    inline: true,
  },
  { server: 'MIME::Lite scripts', sign: inline('^your message to(?= .*has reached)'), inline: true },
  { server: 'HotPOP', sign: inline('^undeliverable address'), inline: true },
  { server: 'Mail.Ru', sign: inline('^ *local mailbox'), inline: true },
  { server: 'LLNL', sign: inline('message was addressed,'), inline: true },
  { server: 'NTMail', sign: inline('originally addressed to'), inline: true },
];

/** qmail, Postfix, Yahoo, Sina and others: `<ann@example.org>: the reason`. */
const colonItem = /^<([^<>\s]{1,64}@[^<>\s]{1,253})>(?: \(expanded from [^)]*\)?)?:/;
const listItem = new RegExp(String.raw`^[\s>*•-]*(?:(?:"[^"]{0,100}"|rfc822;|smtp:)\s*)?${at}`, 'i');

/** Below such a line stands the mail that came back. */
const returned =
  /^\W*(?:(?:the |-- )?original message(?! was)|below (?:this|the next) line|(?:this|here|included|attachment|following)? ?is a copy of (?:the|your)|a copy of the original message|returned (?:mail|message)|message (?:text|headers?) follow|(?:here|included) is a copy|unsent message|(?:start of|begin) returned|forwarded message|old message:|the headers? (?:of|and)|headers? of the|the first \d+ lines|message headers? follows?|mensaje original|a summary of the undelivered)/i;

/** Words that only a report begins with. */
const saying =
  /(?:was|were|been|be|not|n't) (?:not )?(?:able to )?(?:be )?deliver|undeliverable|undelivered|unable to deliver|not delivered|delivery (?:status|failure|failed|to the following|has failed)|delivery problems|created automatically by mail|failed recipients|permanent(?: fatal)? (?:delivery )?error|did not reach|could not be (?:delivered|reached)|returned mail|automatically rejected|non-delivery|pas (?:pu )?(?:etre|être) (?:delivre|délivré|remis)|nicht zugestellt|no (?:se )?pudo (?:ser )?entrega|n[ãa]o (?:foi|p[ôo]de) (?:ser )?entreg|has been delayed|mailbox is full|no such user/i;

const stillTrying =
  /will be retried|attempts will continue|has been delayed|not yet (?:been delivered|received)|warning (?:message )?only|just a warning|only a (?:warning|notification)|continue (?:to try|trying)|been postponed|keep trying|continue to attempt|still being retried/i;

/** No report says more than this before the mail that came back. */
const linesMax = 2_000;
const lineCharsMax = 400;
const reasonCharsMax = 300;

/** What a report says in its own words, up to the mail that came back. */
export function ownLines(text: string): string[] {
  const lines = text.split('\n', linesMax).map((line) => line.slice(0, lineCharsMax).trimEnd());
  const end = lines.findIndex((line) => returned.test(line));
  return end < 0 ? lines : lines.slice(0, end);
}

/** Whether the lines speak of a delivery that failed or waits; `atOnce`: they begin with it. */
export function speaksOfDelivery(lines: string[], atOnce = false): boolean {
  const said = lines.filter((line) => /[\p{L}\p{N}]/u.test(line));
  return (atOnce ? said.slice(0, 2) : said).some((line) => saying.test(line));
}

export function isStillTried(lines: string[]): boolean {
  return lines.some((line) => stillTrying.test(line));
}

/** Whom the lines name as not reached. `domain`: of the server, for its own users. */
export function failuresIn(lines: string[], domain: string): Failure[] {
  const found: Failure[] = [];
  let list: Format | undefined;
  let isListed = false;
  for (const [index, line] of lines.entries()) {
    const started =
      listStarted(line) ?? (list ? undefined : listStarted(`${line} ${lines[index + 1]?.trim() ?? ''}`));
    if (started) isListed = false;
    list = started ?? list;
    const one = addressIn(line, list, domain);
    if (one) found.push({ address: one, reason: reasonAt(lines, index, one) });
    isListed ||= one !== undefined;
    // Below its list a report gives reasons and advice, which may name others.
    if (isListed && !one && line !== '' && lines[index - 1] === '') list = undefined;
  }
  return found;
}

const listStarted = (line: string) => formats.find((format) => !format.inline && format.sign.test(line));

function addressIn(line: string, list: Format | undefined, domain: string): string | undefined {
  const colon = colonItem.exec(line)?.[1];
  if (colon) return colon;
  for (const format of formats) {
    const named = format.inline && line.includes('@') ? format.sign.exec(line)?.[1] : undefined;
    if (named) return named;
  }
  const item = list && (list.item ?? listItem).exec(line)?.[1];
  return (item && (item.includes('@') ? item : domain && `${item}@${domain}`)) || undefined;
}

/** What stands behind an address, and below it up to an empty line. */
function reasonAt(lines: string[], index: number, address: string): string {
  const line = lines[index] ?? '';
  const said = [line.slice(line.indexOf(address) + address.length).replace(/^[>\s:."')\]-]+/, '')];
  for (let next = index + 1; next < lines.length && next < index + 5 && lines[next]?.trim(); next++) {
    said.push(lines[next]?.trim() ?? '');
  }
  return said.join(' ').trim().slice(0, reasonCharsMax);
}
