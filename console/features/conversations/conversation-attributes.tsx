/** Beside a conversation: what the team writes down of it, each attribute with an input of its type, changed where it stands. */
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fitAttribute } from '../../../contract/fit.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { conversationAttributesQuery } from '../../lib/team.ts';
import { failure, offerUndo } from '../../ui/notices.tsx';
import { type AttributeValue, TypedInput } from '../customers/index.ts';
import classes from './conversations-screen.module.css';
import { shownById } from './state.ts';
import { useConversations } from './use-store.ts';

export function ConversationAttributes({ conversationId }: { conversationId: string }) {
  const t = useText('conversations');
  const mayWrite = useMay()('conversations:write');
  const { state } = useConversations();
  const describe = useDescribe(conversationId);
  const { data: definitions = [] } = useQuery(conversationAttributesQuery);
  const told = shownById(state, conversationId)?.attributes;
  const shown = definitions.filter(({ archived }) => !archived);
  if (!told || shown.length === 0) return null;
  return (
    <section className={classes.attributes} aria-label={t('attributes')}>
      <Title order={3}>{t('attributes')}</Title>
      {shown.map((definition) => {
        const fit =
          told[definition.key] === undefined ? undefined : fitAttribute(definition, told[definition.key]);
        const value = fit && 'value' in fit ? fit.value : null;
        return (
          <TypedInput
            key={`${definition.key} ${JSON.stringify(value)}`}
            definition={definition}
            value={value}
            disabled={!mayWrite}
            save={(next) => describe(definition, next)}
          />
        );
      })}
    </section>
  );
}

/** Sets an attribute, which shows at once, and offers to put back what stood there. */
function useDescribe(id: string) {
  const t = useText('conversations');
  const app = useText('app');
  const problemText = useProblemText();
  const { store } = useConversations();
  const tell = async (act: Promise<void>, undo?: { text: string; act: () => Promise<void> }) => {
    try {
      await act;
      if (undo) offerUndo({ text: undo.text, label: app('undo'), undo: () => void tell(undo.act()) });
    } catch (error) {
      failure(problemText(error));
    }
  };
  return ({ key, name }: { key: string; name: string }, value: AttributeValue) => {
    const before = shownById(store.state(), id)?.attributes[key] ?? null;
    if (JSON.stringify(before) === JSON.stringify(value)) return;
    const act = () => store.describe(id, { [key]: before });
    void tell(store.describe(id, { [key]: value }), { text: t('attributeSet', { name }), act });
  };
}
