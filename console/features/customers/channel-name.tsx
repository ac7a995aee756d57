/** A channel as an icon and a word, never as colour alone. */
import { IconBuildingStore, IconInbox, IconMail, IconMessageCircle, IconPhone } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';
import classes from './channel-name.module.css';

const icons = {
  webchat: IconMessageCircle,
  email: IconMail,
  phone: IconPhone,
  store: IconBuildingStore,
} as const;

export function ChannelName({ channel, className }: { channel: string; className?: string | undefined }) {
  const t = useText('customers');
  const Icon = channel in icons ? icons[channel as keyof typeof icons] : IconInbox;
  const key = `channel.${channel}`;
  return (
    <span className={className ? `${classes.channel} ${className}` : classes.channel}>
      <Icon size={14} aria-hidden />
      <span className={classes.word}>{t.has(key) ? t(key) : channel}</span>
    </span>
  );
}
