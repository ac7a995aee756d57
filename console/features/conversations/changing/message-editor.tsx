/** A message as a field. */
import type { Message } from '../../../../contract/conversations.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useChanging } from './changing.ts';
import { WordsEditor } from './words-editor.tsx';

export function MessageEditor({ message }: { message: Message }) {
  const t = useText('conversations');
  const { end, save } = useChanging();
  return (
    <WordsEditor
      before={message}
      mayBeEmpty={message.attachments !== undefined}
      label={t('editLabel')}
      save={(said) => save(message, said)}
      end={end}
    />
  );
}
