/** One test as a sentence with choices in it. */
import type { ComponentType } from 'react';
import type { Leaf } from '../../../contract/conditions.ts';
import { useText } from '../../lib/i18n.tsx';
import { ChannelEditor, LanguageEditor, OwnerEditor, SegmentEditorOf, StageEditor } from './care-editors.tsx';
import { DidEditor } from './did-editor.tsx';
import type { Editing } from './editing.ts';
import { AttributeEditor, ConsentEditor, IdentityEditor, KnownEditor } from './fact-editors.tsx';
import { LastOrderEditor, OrdersEditor, SpentEditor } from './order-editors.tsx';
import classes from './segments.module.css';

const editors: { [Type in Leaf['type']]: ComponentType<Editing<Type>> } = {
  attribute: AttributeEditor,
  known: KnownEditor,
  did: DidEditor,
  orders: OrdersEditor,
  spent: SpentEditor,
  lastOrder: LastOrderEditor,
  consent: ConsentEditor,
  language: LanguageEditor,
  channel: ChannelEditor,
  owner: OwnerEditor,
  identity: IdentityEditor,
  stage: StageEditor,
  segment: SegmentEditorOf,
};

export function LeafEditor(props: { leaf: Leaf; change: (leaf: Leaf) => void; self: string | undefined }) {
  const t = useText('segments');
  const { leaf } = props;
  const Editor = editors[leaf.type] as ComponentType<Editing<Leaf['type']>>;
  return (
    <div className={classes.leaf} data-type={leaf.type}>
      <span className={classes.type}>{t(`type.${leaf.type}`)}</span>
      <Editor {...props} />
    </div>
  );
}
