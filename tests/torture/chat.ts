/**
 * Chat load of people who do not give up: what is not acknowledged is sent again under the same id until it is. Some
 * give up all the same; of theirs it is not known whether they arrived.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiPrefix } from '../../contract/endpoints.ts';
import { type Ask, ask } from '../support/http.ts';
import { fromSomewhere } from '../support/people.ts';
import type { Random } from '../support/random.ts';

const answerMs = 5_000;
const pauseMs = 30;
const triesMax = 500;

/** What was said, each text once in the world. */
export type Said = {
  /** In the order in which they were acknowledged. */
  acknowledged: string[];
  givenUp: string[];
  /** How often something was sent again. */
  repeated: number;
};

export type Talk = {
  /** Says no more, once what is being said is acknowledged. */
  stop: () => Promise<Said>;
  /** Says no more, whatever becomes of it. */
  abandon: () => void;
};

type Saying = { url: string; headers: Record<string, string>; body: (text: string) => object };

/** Somebody talks until told to stop: one text after another, each until it is acknowledged. */
export function talk(name: string, random: Random, next: () => Saying): Talk {
  const said: Said = { acknowledged: [], givenUp: [], repeated: 0 };
  let talking = true;
  let abandoned = false;
  const speak = async (): Promise<void> => {
    for (let n = 1; talking; n++) {
      const text = `${name} ${n}`;
      const saying = next();
      const message: Ask = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...saying.headers },
        body: JSON.stringify(saying.body(text)),
        timeoutMs: answerMs,
      };
      const patient = random.below(8) > 0;
      for (let tries = 0; ; tries++) {
        if (tries > 0) said.repeated += 1;
        const status = await post(saying.url, message);
        if (status === 201) {
          said.acknowledged.push(text);
          break;
        }
        if (status !== 429 && !patient) {
          said.givenUp.push(text);
          break;
        }
        if (abandoned) return;
        if (!talking && tries > triesMax) throw new Error(`"${text}" is never acknowledged: ${status}`);
        await sleep(status === 429 ? 500 : pauseMs);
      }
      await sleep(random.below(15));
    }
  };
  const done = speak();
  // Whoever stops the talk hears of a failure; until then it waits.
  done.catch(() => undefined);
  return {
    stop: async () => {
      talking = false;
      await done;
      return said;
    },
    abandon: () => {
      talking = false;
      abandoned = true;
    },
  };
}

/** The status; undefined when nobody answered. @throws Error for an answer that nobody should get. */
async function post(url: string, message: Ask): Promise<number | undefined> {
  const answer = await ask(url, message).catch(() => undefined);
  const expected = [201, 429, 503, undefined];
  if (!expected.includes(answer?.status)) throw new Error(`${answer?.status} ${answer?.text}`);
  if (answer?.status === 503 && answer.json.code !== 'unavailable') throw new Error(answer.text);
  return answer?.status;
}

/** What a visitor says: each message has an id of its own. */
export function asVisitor(url: string, token: string): () => Saying {
  return () => {
    const id = randomUUID();
    return {
      url: `${url}${apiPrefix}/visitor/messages`,
      headers: { authorization: `Bearer ${token}`, ...fromSomewhere() },
      body: (text) => ({ id, text }),
    };
  };
}

/** What a member replies or notes in one of these conversations: each request has an Idempotency-Key of its own. */
export function asMember(
  url: string,
  apiKey: string,
  conversationIds: readonly string[],
  random: Random,
): () => Saying {
  return () => {
    const note = random.below(4) === 0;
    return {
      url: `${url}${apiPrefix}/conversations/${random.pick(conversationIds)}/messages`,
      headers: { authorization: `Bearer ${apiKey}`, 'idempotency-key': randomUUID() },
      body: (text) => ({ text, note }),
    };
  };
}
