/** Where, when and to whom a greeting is shown, in words. */
import type { Greeting } from '../../../contract/greetings.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';

/** One part after another; what asks for nothing is not said. */
export function useConditionWords(): (greeting: Greeting) => string[] {
  const t = useText('greetings');
  return ({ pages, seconds, pagesSeen, visitors, attribute, whenOpen, whenOnline, days }) => [
    pages.length === 0
      ? t('says.everyPage')
      : pages.map(({ test, text }) => t(`says.${test}`, { text: isolated(text) })).join(', '),
    ...(seconds > 0 ? [t('says.seconds', { seconds })] : []),
    ...(pagesSeen > 1 ? [t('says.pagesSeen', { pages: pagesSeen })] : []),
    ...(visitors === 'all' ? [] : [t(`visitors.${visitors}`)]),
    ...(attribute
      ? [t('says.attribute', { name: isolated(attribute.name), value: isolated(attribute.value) })]
      : []),
    ...(whenOpen ? [t('whenOpen')] : []),
    ...(whenOnline ? [t('whenOnline')] : []),
    t('says.days', { days }),
  ];
}
