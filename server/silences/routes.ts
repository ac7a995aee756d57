/** The endpoints of silences. */
import { silenceEndpoints as endpoints } from '../../contract/silences.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { listAlarms, listWaiting, unseenOf } from './queries.ts';
import { record } from './record.ts';
import { listRules, setRule } from './rules.ts';

type Who = MemberCaller;

/** Every endpoint of silences. */
export function silenceRoutes({ now }: { now: () => Date }): Route<Who>[] {
  return [
    route<Who, typeof endpoints.listWaiting>(endpoints.listWaiting, ({ tx, who, query }) =>
      listWaiting(tx, who.memberId, now(), query),
    ),
    route<Who, typeof endpoints.listSilenceRules>(endpoints.listSilenceRules, async ({ tx }) => ({
      data: await listRules(tx),
    })),
    route<Who, typeof endpoints.setSilenceRule>(endpoints.setSilenceRule, ({ tx, who, body }) =>
      setRule(tx, by(who), body),
    ),
    route<Who, typeof endpoints.listSilenceAlarms>(endpoints.listSilenceAlarms, async ({ tx, who }) => ({
      data: await listAlarms(tx, who.memberId, now()),
    })),
    route<Who, typeof endpoints.seeSilenceAlarms>(endpoints.seeSilenceAlarms, async ({ tx, who, body }) => {
      const alarmIds = await unseenOf(tx, who.memberId, body.ids);
      if (alarmIds.length === 0) return;
      const { actor, source } = by(who);
      await record(tx, {
        kind: 'silence.alarm_seen',
        payload: { memberId: who.memberId, alarmIds },
        actor,
        direction: 'internal',
        source: { name: source },
      });
    }),
  ];
}
