/** From what an event came: a website, an app, other software or a server, and with which key. */
import { IconDeviceDesktop, IconDeviceMobile, IconServer, IconWorld } from '@tabler/icons-react';
import type { Origin } from '../../contract/entries.ts';
import { useText } from '../lib/i18n.tsx';

const icons = {
  website: IconWorld,
  mobile: IconDeviceMobile,
  software: IconDeviceDesktop,
  server: IconServer,
};

export function OriginName({ origin }: { origin: Origin }) {
  const t = useText('origins');
  const Icon = icons[origin.property];
  return (
    <span>
      <Icon size={13} aria-hidden style={{ verticalAlign: '-2px' }} /> {t(origin.property)}
      {origin.key !== null && (
        <>
          {' · '}
          <bdi>{origin.key}</bdi>
        </>
      )}
    </span>
  );
}
