/** Tests of what is known: attributes, the name, consent, addresses. */
import { consentChannels } from '../../../contract/entries.ts';
import { useText } from '../../lib/i18n.tsx';
import type { Editing } from './editing.ts';
import { Choice, Name } from './fields.tsx';
import { TestEditor } from './test-editor.tsx';
import { Turned } from './turned.tsx';

/** Names are tested as texts, days of arrival as days. */
const nameOps = ['is', 'not-is', 'contains', 'not-contains', 'starts', 'set', 'not-set'] as const;
export const dayOps = ['within', 'not-within', 'before', 'after'] as const;
const consentWords = ['yes', 'no', 'nothing'] as const;

export function AttributeEditor({ leaf, change }: Editing<'attribute'>) {
  const t = useText('segments');
  return (
    <>
      <Name
        label={t('attribute')}
        of="attributes"
        value={leaf.name}
        change={(name) => change({ ...leaf, name })}
      />
      <TestEditor tested={leaf} change={(tested) => change({ ...leaf, ...tested })} />
    </>
  );
}

export function KnownEditor({ leaf, change }: Editing<'known'>) {
  const t = useText('segments');
  return (
    <>
      <Choice
        label={t('field')}
        value={leaf.field}
        values={['name', 'createdAt']}
        word={(field) => t(`field.${field}`)}
        change={(field) =>
          change({
            type: 'known',
            field,
            test: field === 'name' ? { op: 'contains', value: '' } : { op: 'within', days: 30 },
          })
        }
      />
      <TestEditor
        tested={leaf}
        change={(tested) => change({ ...leaf, ...tested })}
        ops={leaf.field === 'name' ? nameOps : dayOps}
      />
    </>
  );
}

export function ConsentEditor({ leaf, change }: Editing<'consent'>) {
  const t = useText('segments');
  const customers = useText('customers');
  return (
    <>
      <Choice
        label={t('channel')}
        value={leaf.channel}
        values={consentChannels}
        word={(channel) => customers(`consent.${channel}`)}
        change={(channel) => change({ ...leaf, channel })}
      />
      <Name
        label={t('topic')}
        of="topics"
        value={leaf.topic}
        change={(topic) => change({ ...leaf, topic })}
      />
      <Turned type="consent" not={leaf.not} change={(not) => change({ ...leaf, not })} />
      <Choice
        label={t('said')}
        value={leaf.said}
        values={consentWords}
        word={(said) => t(`said.${said}`)}
        change={(said) => change({ ...leaf, said })}
      />
    </>
  );
}

export function IdentityEditor({ leaf, change }: Editing<'identity'>) {
  const t = useText('segments');
  const customers = useText('customers');
  return (
    <>
      <Turned type="identity" not={leaf.not} change={(not) => change({ ...leaf, not })} />
      <Choice
        label={t('address')}
        value={leaf.kind}
        values={['email', 'phone', 'user', 'visitor']}
        word={(kind) => customers(`identity.${kind}`)}
        change={(kind) => change({ ...leaf, kind })}
      />
      <Choice
        label={t('verified')}
        value={leaf.verified === undefined ? 'any' : leaf.verified ? 'yes' : 'no'}
        values={['any', 'yes', 'no']}
        word={(one) => t(`verified.${one}`)}
        change={(one) => change({ ...leaf, verified: one === 'any' ? undefined : one === 'yes' })}
      />
    </>
  );
}
