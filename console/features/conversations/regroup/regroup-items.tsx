/** The part of the more-menu that brings conversations together and takes them apart. */
import { Menu } from '@mantine/core';
import { IconArrowMerge, IconArrowsSplit2, IconLink } from '@tabler/icons-react';
import { useText } from '../../../lib/i18n.tsx';

export type RegroupWish = 'merge' | 'link' | 'split';

const items = [
  ['merge', IconArrowMerge],
  ['split', IconArrowsSplit2],
  ['link', IconLink],
] as const;

export function RegroupItems({ want }: { want: (what: RegroupWish) => void }) {
  const t = useText('regroup');
  return items.map(([what, Icon]) => (
    <Menu.Item key={what} leftSection={<Icon size={16} />} onClick={() => want(what)}>
      {t(what)}
    </Menu.Item>
  ));
}
