/** What every channel must do, whatever it is: run over each channel with payloads recorded from the real world. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel, Fact, PostedChannel, Rejection } from './index.ts';

export type ChannelCases<Settings> = {
  settings: Settings;
  /** Requests as they come, and the facts that they hold. */
  accepted: { name: string; raw: unknown; facts: Fact[] }[];
  /** Requests that must be refused. */
  refused: { name: string; raw: unknown; rejected: Rejection['rejected'] }[];
};

/** Defines the tests of a channel. */
export function testChannel<Settings>(channel: Channel<Settings>): void {
  describe(`channel ${channel.kind}`, () => {
    test('its defaults are valid settings, and settings survive being stored', () => {
      const stored = JSON.parse(JSON.stringify(channel.settings.parse(channel.defaults)));
      expect(channel.settings.parse(stored)).toEqual(channel.settings.parse(channel.defaults));
    });

    test('settings that are not its own are refused', () => {
      for (const wrong of [null, 7, 'x', []]) expect(channel.settings.safeParse(wrong).success).toBe(false);
    });

    test('it says what it can do as data', () => {
      expect(JSON.parse(JSON.stringify(channel.can))).toEqual(channel.can);
    });
  });
}

/** Defines the tests of a channel to which the world posts. */
export function testPosted<Settings>(channel: PostedChannel<Settings>, cases: ChannelCases<Settings>): void {
  testChannel(channel);
  const parse = (raw: unknown) => channel.parse(raw, cases.settings);

  describe(`what is posted to ${channel.kind}`, () => {
    test.each(cases.accepted)('reads: $name', ({ raw, facts }) => {
      expect(parse(raw)).toEqual(facts);
    });

    test.each(cases.accepted)('the same request holds the same ids each time: $name', ({ raw }) => {
      expect(parse(structuredClone(raw))).toEqual(parse(raw));
    });

    test.each(cases.refused)('refuses with a reason: $name', ({ raw, rejected }) => {
      const answer = parse(raw) as Rejection;
      expect(answer.rejected).toBe(rejected);
      expect(answer.reason.length).toBeGreaterThan(5);
    });

    test('whatever comes, it answers facts or a rejection, and never throws or changes the request', () => {
      fc.assert(
        fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (raw) => {
          const before = fc.stringify(raw);
          const answer = parse(raw);
          expect(fc.stringify(raw)).toBe(before);
          if (Array.isArray(answer)) for (const fact of answer) expect(fact.externalId).not.toBe('');
          else expect(answer.reason).not.toBe('');
        }),
      );
    });
  });
}
