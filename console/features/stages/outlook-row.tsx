/** How many entries of one kind there were, and in which stage they stand now and then. */
import type { Stage } from '../../../contract/stage-names.ts';
import { useText } from '../../lib/i18n.tsx';

type Line = { kind: string; name: string | null; count: number; before: Stage | null; after: Stage | null };

export function OutlookRow({ line }: { line: Line }) {
  const t = useText('stages');
  const { kind, name, count, before, after } = line;
  const stageWord = (stage: Stage | null) => t(`stage.${stage ?? 'none'}`);
  return (
    <tr data-changed={before !== after || undefined}>
      <th scope="row">
        {t.has(`kind.${kind}`) ? t(`kind.${kind}` as 'kind.page.viewed') : kind}
        {name !== null && (
          <>
            : <bdi>{name}</bdi>
          </>
        )}
      </th>
      <td>{count}</td>
      <td>{stageWord(before)}</td>
      <td>{before === after ? stageWord(after) : <mark>{stageWord(after)}</mark>}</td>
    </tr>
  );
}
