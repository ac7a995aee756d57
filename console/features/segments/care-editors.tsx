/** Tests of how somebody is looked after: owner, language, channel, stage, other segments. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { preferredChannels } from '../../../contract/entries.ts';
import { stageNames } from '../../../contract/stage-names.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { spokenLanguages } from '../../lib/languages.ts';
import { membersQuery } from '../../lib/team.ts';
import type { Editing } from './editing.ts';
import { Choice } from './fields.tsx';
import { segmentsQuery } from './queries.ts';
import { Turned } from './turned.tsx';

const noChannel = [...preferredChannels, 'none'] as const;
const noStage = [...stageNames, 'none'] as const;

export function ChannelEditor({ leaf, change }: Editing<'channel'>) {
  const t = useText('segments');
  const customers = useText('customers');
  return (
    <>
      <Turned type="channel" not={leaf.not} change={(not) => change({ ...leaf, not })} />
      <Choice
        label={t('channel')}
        value={leaf.channel ?? 'none'}
        values={noChannel}
        word={(channel) => (channel === 'none' ? t('none') : customers(`prefers.${channel}`))}
        change={(channel) => change({ ...leaf, channel: channel === 'none' ? null : channel })}
      />
    </>
  );
}

export function StageEditor({ leaf, change }: Editing<'stage'>) {
  const stages = useText('stages');
  return (
    <>
      <Turned type="stage" not={leaf.not} change={(not) => change({ ...leaf, not })} />
      <Choice
        label={stages('stage')}
        value={leaf.stage ?? 'none'}
        values={noStage}
        word={(stage) => stages(`stage.${stage}`)}
        change={(stage) => change({ ...leaf, stage: stage === 'none' ? null : stage })}
      />
    </>
  );
}

export function LanguageEditor({ leaf, change }: Editing<'language'>) {
  const t = useText('segments');
  const names = new Intl.DisplayNames(useLocale(), { type: 'language' });
  const tags = spokenLanguages.includes(leaf.language)
    ? spokenLanguages
    : [...spokenLanguages, leaf.language];
  return (
    <>
      <Turned type="language" not={leaf.not} change={(not) => change({ ...leaf, not })} />
      <NativeSelect
        size="xs"
        aria-label={t('type.language')}
        value={leaf.language}
        onChange={(event) => change({ ...leaf, language: event.currentTarget.value })}
        data={tags.map((tag) => ({ value: tag, label: names.of(tag) ?? tag }))}
      />
    </>
  );
}

export function OwnerEditor({ leaf, change }: Editing<'owner'>) {
  const t = useText('segments');
  const app = useText('app');
  const { data: members = [] } = useQuery(membersQuery);
  const people = members.map(({ id, name }) => ({ value: id, label: name }));
  const isGone = leaf.memberId !== null && !people.some(({ value }) => value === leaf.memberId);
  return (
    <>
      <Turned type="owner" not={leaf.not} change={(not) => change({ ...leaf, not })} />
      <NativeSelect
        size="xs"
        aria-label={t('type.owner')}
        value={leaf.memberId ?? ''}
        onChange={(event) => change({ ...leaf, memberId: event.currentTarget.value || null })}
        data={[
          { value: '', label: t('nobodyOwns') },
          ...people,
          ...(isGone ? [{ value: leaf.memberId ?? '', label: app('unknownMember') }] : []),
        ]}
      />
    </>
  );
}

export function SegmentEditorOf({ leaf, change, self }: Editing<'segment'>) {
  const t = useText('segments');
  const { data: segments = [] } = useQuery(segmentsQuery);
  return (
    <>
      <Turned type="segment" not={leaf.not} change={(not) => change({ ...leaf, not })} />
      <NativeSelect
        size="xs"
        aria-label={t('type.segment')}
        value={leaf.segmentId}
        onChange={(event) => change({ ...leaf, segmentId: event.currentTarget.value })}
        data={[
          { value: '', label: t('chooseSegment') },
          ...segments.filter(({ id }) => id !== self).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </>
  );
}
