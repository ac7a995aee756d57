/** Being online or away, in the member's own menu; handing over asks to whom. */
import { Menu } from '@mantine/core';
import { availabilityChoices } from '../../../contract/team-entries.ts';
import { useAvailability } from '../../lib/availability.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay, useMe } from '../../lib/session.ts';
import { useIsSolo } from '../../lib/team.ts';
import { useChoose } from './use-choose.ts';

export function AvailabilityChoice({ handOver }: { handOver: () => void }) {
  const t = useText('app');
  const may = useMay();
  const { member } = useMe();
  const choice = useAvailability()(member.id)?.choice;
  const choose = useChoose(member.id);
  // Whoever can't assign has nothing to hand over, and who works alone nobody to hand it to.
  const isSolo = useIsSolo();
  const mayHandOver = !isSolo && may('conversations:write');
  const offered = availabilityChoices.filter((one) => one !== 'handing-over' || mayHandOver);
  return (
    <>
      <Menu.Label>{t('availability')}</Menu.Label>
      <Menu.RadioGroup
        value={choice ?? ''}
        onChange={(wanted) => {
          if (wanted === 'handing-over') handOver();
          else if (wanted === 'online' || wanted === 'away') void choose(wanted);
        }}
      >
        {offered.map((one) => (
          <Menu.RadioItem key={one} value={one}>
            {t(`availability.${one}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
    </>
  );
}
