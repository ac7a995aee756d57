/** The endpoints of sample businesses. Open routes: what they begin takes longer than an answer may. */
import { sampleEndpoints as endpoints } from '../../contract/samples.ts';
import { type MemberCaller, readMe } from '../accounts/index.ts';
import { openRoute, type Route } from '../platform/http/index.ts';
import { createSamples, type SampleDeps } from './samples.ts';

type Who = MemberCaller;

/** Every endpoint of sample businesses. */
export function sampleRoutes(deps: SampleDeps): Route<Who>[] {
  const samples = createSamples(deps);
  return [
    openRoute<Who, typeof endpoints.readSample>(endpoints.readSample, ({ db, who }) =>
      samples.read(db, who.userId),
    ),
    openRoute<Who, typeof endpoints.makeSample>(endpoints.makeSample, async ({ db, who }) => {
      const { member, workspace } = await readMe(db, who);
      return samples.make(db, {
        userId: who.userId,
        email: member.email,
        locale: member.locale ?? workspace.locale,
      });
    }),
    openRoute<Who, typeof endpoints.removeSample>(endpoints.removeSample, ({ db, who }) =>
      samples.remove(db, who.userId),
    ),
  ];
}
