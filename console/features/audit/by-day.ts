/** Entries under the reader's own days. */

type Told = { occurredAt: string };

/** Groups what is sorted by time under its calendar day (`2026-11-21`), in the order given. */
export function byDay<Item extends Told>(items: readonly Item[]): { day: string; entries: Item[] }[] {
  const days: { day: string; entries: Item[] }[] = [];
  for (const item of items) {
    const time = new Date(item.occurredAt);
    const day = [time.getFullYear(), time.getMonth() + 1, time.getDate()].join('-');
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(item);
    else days.push({ day, entries: [item] });
  }
  return days;
}
