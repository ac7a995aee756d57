/** Providers that many use, and how their mailboxes are reached: as their manuals say. */
import type { MailboxHint } from '../../../../contract/email.ts';

export type Provider = {
  name: string;
  /** What stands behind the `@`. */
  domains: readonly string[];
  /** How the names of its servers end that take mail for domains of its customers. */
  exchangers: readonly string[];
  /** Null: it can't be reached as a mailbox. */
  receiving: string | null;
  /** With its port: 465 speaks TLS from the first byte, any other changes over to it. */
  sending: string | null;
  hint: MailboxHint | null;
  /** It delivers `name+anything@domain` to `name@domain`. */
  plusAddressing: boolean;
  /** How its servers call themselves in Authentication-Results. */
  trustedServer: string | null;
};

type Row = readonly [
  name: string,
  domains: string,
  exchangers: string,
  receiving: string | null,
  sending: string | null,
  hint?: MailboxHint,
];

const rows: readonly Row[] = [
  [
    'Gmail',
    'gmail.com googlemail.com',
    'google.com googlemail.com',
    'imap.gmail.com',
    'smtp.gmail.com:465',
    'app-password',
  ],
  [
    'Outlook',
    'outlook.com outlook.com.br outlook.de outlook.es outlook.fr outlook.it hotmail.com hotmail.co.uk hotmail.de hotmail.es hotmail.fr hotmail.it live.com live.com.br live.co.uk live.de live.fr live.nl msn.com passport.com',
    'olc.protection.outlook.com',
    'outlook.office365.com',
    'smtp-mail.outlook.com:587',
    'provider-sign-in',
  ],
  [
    'Microsoft 365',
    '',
    'mail.protection.outlook.com mx.microsoft',
    'outlook.office365.com',
    'smtp.office365.com:587',
    'provider-sign-in',
  ],
  [
    'Yahoo',
    'yahoo.com yahoo.com.br yahoo.com.ar yahoo.com.mx yahoo.co.uk yahoo.co.in yahoo.ca yahoo.de yahoo.es yahoo.fr yahoo.it ymail.com rocketmail.com',
    'am0.yahoodns.net',
    'imap.mail.yahoo.com',
    'smtp.mail.yahoo.com:465',
    'app-password',
  ],
  [
    'Yahoo! JAPAN',
    'yahoo.co.jp ymail.ne.jp',
    '',
    'imap.mail.yahoo.co.jp',
    'smtp.mail.yahoo.co.jp:465',
    'enable-imap',
  ],
  ['AOL', 'aol.com aim.com', '', 'imap.aol.com', 'smtp.aol.com:465', 'app-password'],
  [
    'iCloud',
    'icloud.com me.com mac.com',
    'mail.icloud.com',
    'imap.mail.me.com',
    'smtp.mail.me.com:587',
    'app-password',
  ],
  ['Proton Mail', 'proton.me protonmail.com pm.me', 'protonmail.ch', null, null, 'no-mailbox'],
  ['Tuta', 'tuta.com tutanota.com tutanota.de tutamail.com tuta.io', 'tutanota.de', null, null, 'no-mailbox'],
  [
    'QQ',
    'qq.com vip.qq.com foxmail.com',
    'mx1.qq.com mx2.qq.com mx3.qq.com',
    'imap.qq.com',
    'smtp.qq.com:465',
    'authorization-code',
  ],
  [
    'Tencent Exmail',
    'exmail.qq.com',
    'mxbiz1.qq.com mxbiz2.qq.com',
    'imap.exmail.qq.com',
    'smtp.exmail.qq.com:465',
    'authorization-code',
  ],
  ['163', '163.com', '', 'imap.163.com', 'smtp.163.com:465', 'authorization-code'],
  ['126', '126.com', '', 'imap.126.com', 'smtp.126.com:465', 'authorization-code'],
  ['yeah.net', 'yeah.net', '', 'imap.yeah.net', 'smtp.yeah.net:465', 'authorization-code'],
  ['163 VIP', 'vip.163.com', '', 'imap.vip.163.com', 'smtp.vip.163.com:465', 'authorization-code'],
  ['188', '188.com', '', 'imap.188.com', 'smtp.188.com:465', 'authorization-code'],
  [
    'NetEase Qiye',
    '',
    'qiye163mx01.mxmail.netease.com qiye163mx02.mxmail.netease.com qiye163mx03.mxmail.netease.com',
    'imap.qiye.163.com',
    'smtp.qiye.163.com:465',
    'authorization-code',
  ],
  ['Aliyun', 'aliyun.com', '', 'imap.aliyun.com', 'smtp.aliyun.com:465', 'enable-imap'],
  [
    'Aliyun Qiye',
    '',
    'mxhichina.com qiye.aliyun.com',
    'imap.qiye.aliyun.com',
    'smtp.qiye.aliyun.com:465',
    'enable-imap',
  ],
  ['139', '139.com', '', 'imap.139.com', 'smtp.139.com:465', 'authorization-code'],
  ['189', '189.cn', '', 'imap.189.cn', 'smtp.189.cn:465', 'authorization-code'],
  ['Sina', 'sina.com sina.cn', '', 'imap.sina.com', 'smtp.sina.com:465', 'authorization-code'],
  ['UOL', 'uol.com.br', '', 'imap.uol.com.br', 'smtps.uol.com.br:587'],
  ['BOL', 'bol.com.br', '', 'imap.bol.com.br', 'smtps.bol.com.br:587'],
  ['Terra', 'terra.com.br', '', 'imap.terra.com.br', 'smtp.terra.com.br:587'],
  ['iG', 'ig.com.br', '', 'imap.ig.com.br', 'smtp.ig.com.br:465'],
  ['Locaweb', '', 'locaweb.com.br', 'email-ssl.com.br', 'email-ssl.com.br:465'],
  ['Hostinger', '', 'hostinger.com', 'imap.hostinger.com', 'smtp.hostinger.com:465'],
  ['Titan', '', 'titan.email', 'imap.titan.email', 'smtp.titan.email:465'],
  ['Zoho', 'zoho.com zohomail.com', '', 'imap.zoho.com', 'smtp.zoho.com:465', 'enable-imap'],
  ['Zoho Mail', '', 'zoho.com', 'imappro.zoho.com', 'smtppro.zoho.com:465', 'enable-imap'],
  ['Zoho Mail EU', 'zohomail.eu', 'zoho.eu', 'imappro.zoho.eu', 'smtppro.zoho.eu:465', 'enable-imap'],
  ['Zoho Mail IN', 'zohomail.in', 'zoho.in', 'imappro.zoho.in', 'smtppro.zoho.in:465', 'enable-imap'],
  [
    'Fastmail',
    'fastmail.com fastmail.fm',
    'messagingengine.com',
    'imap.fastmail.com',
    'smtp.fastmail.com:465',
    'app-password',
  ],
  ['GMX', 'gmx.net gmx.de gmx.at gmx.ch', 'emig.gmx.net', 'imap.gmx.net', 'mail.gmx.net:465', 'enable-imap'],
  [
    'GMX.com',
    'gmx.com gmx.us gmx.co.uk gmx.fr gmx.es',
    '',
    'imap.gmx.com',
    'mail.gmx.com:465',
    'enable-imap',
  ],
  ['mail.com', 'mail.com email.com usa.com', '', 'imap.mail.com', 'smtp.mail.com:465', 'enable-imap'],
  ['WEB.DE', 'web.de', '', 'imap.web.de', 'smtp.web.de:587', 'enable-imap'],
  [
    'T-Online',
    't-online.de magenta.de',
    '',
    'secureimap.t-online.de',
    'securesmtp.t-online.de:465',
    'app-password',
  ],
  ['freenet', 'freenet.de', '', 'mx.freenet.de', 'mx.freenet.de:465'],
  ['Posteo', 'posteo.de posteo.net posteo.org', 'posteo.de', 'posteo.de', 'posteo.de:465'],
  ['mailbox.org', 'mailbox.org', 'mailbox.org', 'imap.mailbox.org', 'smtp.mailbox.org:465'],
  [
    'Yandex',
    'yandex.ru yandex.com yandex.by yandex.kz ya.ru',
    'mx.yandex.net mx.yandex.ru',
    'imap.yandex.com',
    'smtp.yandex.com:465',
    'app-password',
  ],
  [
    'Mail.ru',
    'mail.ru inbox.ru list.ru bk.ru internet.ru',
    'mxs.mail.ru emx.mail.ru',
    'imap.mail.ru',
    'smtp.mail.ru:465',
    'app-password',
  ],
  ['Rambler', 'rambler.ru lenta.ru ro.ru', '', 'imap.rambler.ru', 'smtp.rambler.ru:465', 'enable-imap'],
  ['OVH', '', 'mail.ovh.net mail.ovh.ca', 'ssl0.ovh.net', 'ssl0.ovh.net:465'],
  ['IONOS', '', 'ionos.com perfora.net', 'imap.ionos.com', 'smtp.ionos.com:465'],
  ['IONOS DE', 'online.de onlinehome.de', 'ionos.de kundenserver.de', 'imap.ionos.de', 'smtp.ionos.de:465'],
  ['IONOS UK', '', 'ionos.co.uk', 'imap.ionos.co.uk', 'smtp.ionos.co.uk:465'],
  ['IONOS FR', '', 'ionos.fr', 'imap.ionos.fr', 'smtp.ionos.fr:465'],
  ['IONOS ES', '', 'ionos.es', 'imap.ionos.es', 'smtp.ionos.es:465'],
  ['STRATO', '', 'rzone.de', 'imap.strato.de', 'smtp.strato.de:465'],
  ['Gandi', '', 'mail.gandi.net', 'mail.gandi.net', 'mail.gandi.net:465'],
  ['Infomaniak', '', 'infomaniak.ch', 'mail.infomaniak.com', 'mail.infomaniak.com:465'],
  ['Migadu', '', 'migadu.com', 'imap.migadu.com', 'smtp.migadu.com:465'],
  ['Rackspace', '', 'emailsrvr.com', 'secure.emailsrvr.com', 'secure.emailsrvr.com:465'],
  ['Namecheap', '', 'privateemail.com', 'mail.privateemail.com', 'mail.privateemail.com:465'],
  ['GoDaddy', '', 'secureserver.net', 'imap.secureserver.net', 'smtpout.secureserver.net:465'],
  ['DreamHost', '', 'dreamhost.com', 'imap.dreamhost.com', 'smtp.dreamhost.com:465'],
  ['Orange', 'orange.fr wanadoo.fr', '', 'imap.orange.fr', 'smtp.orange.fr:465', 'enable-imap'],
  ['Free', 'free.fr', '', 'imap.free.fr', 'smtp.free.fr:465'],
  ['La Poste', 'laposte.net', '', 'imap.laposte.net', 'smtp.laposte.net:465'],
  ['Libero', 'libero.it', '', 'imapmail.libero.it', 'smtp.libero.it:465'],
  ['Seznam', 'seznam.cz email.cz post.cz', '', 'imap.seznam.cz', 'smtp.seznam.cz:465', 'enable-imap'],
  ['NAVER', 'naver.com', '', 'imap.naver.com', 'smtp.naver.com:465', 'enable-imap'],
];

const plusAddressing = new Set([
  ...['Gmail', 'Outlook', 'Microsoft 365', 'iCloud', 'Fastmail', 'Yandex', 'Zoho', 'Zoho Mail'],
  ...['Zoho Mail EU', 'Zoho Mail IN', 'Posteo', 'mailbox.org', 'Migadu'],
]);
const trustedServers: Readonly<Record<string, string>> = { Gmail: 'mx.google.com' };

const words = (text: string) => text.split(' ').filter((word) => word !== '');

export const providers: readonly Provider[] = rows.map(
  ([name, domains, exchangers, receiving, sending, hint = null]) => ({
    ...{ name, receiving, sending, hint },
    domains: words(domains),
    exchangers: words(exchangers),
    plusAddressing: plusAddressing.has(name),
    trustedServer: trustedServers[name] ?? null,
  }),
);

/** Whose addresses are at this domain. */
export function providerOfDomain(domain: string): Provider | undefined {
  return providers.find(({ domains }) => domains.includes(domain));
}

/** Whose server takes mail under this name. */
export function providerOfExchanger(exchanger: string): Provider | undefined {
  const name = exchanger.toLowerCase().replace(/\.$/, '');
  return providers.find(({ exchangers }) =>
    exchangers.some((end) => name === end || name.endsWith(`.${end}`)),
  );
}
