/** What is defined for customers, or for conversations. */
import type { AttributeSubject } from '../../../contract/care-entries.ts';
import { conversationAttributesQuery, definitionsQuery } from '../../lib/team.ts';

export function definitionsOf(subject: AttributeSubject) {
  return subject === 'customer' ? definitionsQuery : conversationAttributesQuery;
}
