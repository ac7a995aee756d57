/** Says, above every screen of a sample business, that it is one, and leads back. */
import { Anchor, Group, Text } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';
import classes from './sample.module.css';
import { useSample } from './sample-query.ts';

export function SampleBanner() {
  const t = useText('sample');
  const { isInside, home, leave } = useSample();
  if (!isInside) return null;
  return (
    <Group className={classes.banner ?? ''} gap="xs" role="note">
      <IconBuildingStore size={16} aria-hidden />
      <Text size="sm" component="span">
        {t('banner')}
      </Text>
      {home && (
        <Anchor component="button" type="button" size="sm" onClick={leave}>
          {t('back', { name: home.name })}
        </Anchor>
      )}
    </Group>
  );
}
