/** The rows of the list of companies, drawn as far as they are on screen. */
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { type Company, peopleCountedMax } from '../../../contract/companies.ts';
import { useText } from '../../lib/i18n.tsx';
import screen from '../../ui/list-screen.module.css';
import { MarkedText } from '../../ui/marked-text.tsx';
import { useRowFocus } from '../../ui/row-focus.ts';
import { CompanyMark } from './company-mark.tsx';

const rowHeight = 64;
const overscan = 8;
/** How near to the end the next page is fetched. */
const rowsLeftMin = 15;

export function CompanyRows(props: {
  companies: readonly Company[];
  openId: string | undefined;
  /** What they were found by; marked in what is shown. */
  search: string;
  more: () => void;
}) {
  const { companies, openId } = props;
  const t = useText('companies');
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(openId);
  const virtual = useVirtualizer({
    count: companies.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => companies[index]?.id ?? index,
    overscan,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) >= companies.length - rowsLeftMin;
  const more = useEffectEvent(props.more);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that arrives may still end too near.
  useEffect(() => {
    if (isNearEnd) more();
  }, [isNearEnd, companies.length]);
  const stop = companies.some(({ id }) => id === cursor) ? cursor : companies[0]?.id;
  useRowFocus(scroller, {
    ids: companies.map(({ id }) => id),
    current: stop,
    scrollTo: (index) => virtual.scrollToIndex(index),
  });
  return (
    <div ref={scroller} className={screen.scroller}>
      <ul className={screen.rows} style={{ blockSize: virtual.getTotalSize() }} aria-label={t('list')}>
        {items.map((item) => {
          const company = companies[item.index];
          return (
            company && (
              <li key={item.key} className={screen.item} style={{ transform: `translateY(${item.start}px)` }}>
                <Row
                  company={company}
                  search={props.search}
                  isStop={company.id === stop}
                  focused={() => setCursor(company.id)}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Row(props: { company: Company; search: string; isStop: boolean; focused: () => void }) {
  const { company, search } = props;
  const t = useText('companies');
  const known = company.domains[0] ?? company.externalId;
  const isMore = company.people >= peopleCountedMax;
  return (
    <Link
      to="/companies/{-$companyId}"
      params={{ companyId: company.id }}
      className={screen.row}
      data-row={company.id}
      tabIndex={props.isStop ? 0 : -1}
      onFocus={props.focused}
    >
      <CompanyMark />
      <span className={screen.body}>
        <span className={screen.line}>
          <span className={screen.name} dir="auto">
            <MarkedText text={company.name ?? company.externalId ?? t('nameless')} search={search} />
          </span>
          <span className={screen.time}>
            {t('peopleCount', { count: company.people, more: isMore ? 'yes' : 'no' })}
          </span>
        </span>
        {known && (
          <bdi className={screen.address}>
            <MarkedText text={known} search={search} />
          </bdi>
        )}
      </span>
    </Link>
  );
}
