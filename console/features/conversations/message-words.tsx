/** What a message says: formatted where it is, with whom it names, and with its links. */
import type { Mention } from '../../../contract/mentions.ts';
import type { Rich } from '../../../contract/rich-text.ts';
import { LinkedText } from '../../ui/linked-text.tsx';
import { RichText } from '../../ui/rich-text.tsx';
import { MentionedPieces, MentionedText } from './mentioned-text.tsx';

export function Words(props: {
  text: string;
  rich?: Rich | undefined;
  mentions?: readonly Mention[] | undefined;
}) {
  const { text, rich, mentions } = props;
  if (rich) {
    if (!mentions) return <RichText lines={rich} />;
    const draw = (piece: string, start: number) => (
      <MentionedPieces text={piece} mentions={within(mentions, start, piece.length)} />
    );
    return <RichText lines={rich} draw={draw} />;
  }
  return mentions ? <MentionedText text={text} mentions={mentions} /> : <LinkedText text={text} />;
}

/** The mentions that stand in a piece of the text, as they stand there. */
function within(mentions: readonly Mention[], start: number, length: number): Mention[] {
  return mentions
    .map((mention) => ({ ...mention, start: mention.start - start }))
    .filter((mention) => mention.start >= 0 && mention.start + mention.length <= length);
}
