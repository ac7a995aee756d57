/** The words of mails, in each language. */
import type { Locale } from '../../../contract/ids.ts';
import type { MailWords as Words } from '../../platform/mailer/index.ts';

export type MailWords = {
  invitation: (names: { workspace: string; inviter: string }) => Words;
  reset: (names: { workspace: string }) => Words;
};

export const mailWords: Record<Locale, MailWords> = {
  en: {
    invitation: ({ workspace, inviter }) => ({
      subject: `Join ${workspace} on Rapport`,
      lines: ['Hello,', `${inviter} invites you to the team of ${workspace} on Rapport.`],
      button: 'Accept the invitation',
      afterwards: 'The link works once, for three days. If you did not expect it, ignore this mail.',
    }),
    reset: ({ workspace }) => ({
      subject: 'Your new password for Rapport',
      lines: ['Hello,', `somebody asked for a new password for your account at ${workspace}.`],
      button: 'Choose a new password',
      afterwards:
        'The link works once, for one hour. If it was not you, ignore this mail: your password stays as it is.',
    }),
  },
  'zh-CN': {
    invitation: ({ workspace, inviter }) => ({
      subject: `邀请您加入 Rapport 上的「${workspace}」`,
      lines: ['您好！', `${inviter} 邀请您加入 Rapport 上「${workspace}」的团队。`],
      button: '接受邀请',
      afterwards: '链接三天内有效，仅可使用一次。如果您并不知情，请忽略此邮件。',
    }),
    reset: ({ workspace }) => ({
      subject: '重设您的 Rapport 密码',
      lines: ['您好！', `有人请求为您在「${workspace}」的账号设置新密码。`],
      button: '设置新密码',
      afterwards: '链接一小时内有效，仅可使用一次。如果不是您本人操作，请忽略此邮件，密码不会改变。',
    }),
  },
  'pt-BR': {
    invitation: ({ workspace, inviter }) => ({
      subject: `Convite para a equipe ${workspace} no Rapport`,
      lines: ['Olá!', `${inviter} convidou você para a equipe ${workspace} no Rapport.`],
      button: 'Aceitar o convite',
      afterwards:
        'O link vale por três dias e só pode ser usado uma vez. Se não esperava o convite, ignore este e-mail.',
    }),
    reset: ({ workspace }) => ({
      subject: 'Sua nova senha do Rapport',
      lines: ['Olá!', `Alguém pediu uma nova senha para a sua conta em ${workspace}.`],
      button: 'Escolher uma nova senha',
      afterwards:
        'O link vale por uma hora e só pode ser usado uma vez. Se não foi você, ignore este e-mail: sua senha continua a mesma.',
    }),
  },
};
