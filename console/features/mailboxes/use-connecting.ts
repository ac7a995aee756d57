/** One button leads on: find the servers, try them, save what works. What is changed meanwhile is tried anew. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FoundMailbox } from '../../../contract/email.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { inboxesQuery } from '../../lib/team.ts';
import { type Form, isEmail, useForm } from '../../lib/use-form.ts';
import {
  noServers,
  receivingOf,
  type ServerValues,
  sendingOf,
  valuesOfServers,
  wrongServers,
} from './servers.ts';
import { isWell, type Trial, tryBoth } from './trial.ts';

type Values = ServerValues & { address: string; password: string; name: string; startAt: string };

export type Connecting = {
  form: Form<Values>;
  /** Undefined: they were not looked for yet. */
  found: FoundMailbox | undefined;
  /** Undefined: these values were not tried. */
  trial: Trial | undefined;
  /** Whether the servers are shown: from the moment on when somebody has to look at them. */
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
};

const addressOf = ({ address }: Values) => address.trim().toLowerCase();
/** What a trial was about: it says nothing of other values. */
const keyOf = ({ name: _, startAt: __, ...values }: Values) => JSON.stringify(values);

export function useConnecting(connected: (id: string) => void): Connecting {
  const t = useText('mailboxes');
  const app = useText('app');
  const cache = useQueryClient();
  const [looked, setLooked] = useState<{ address: string; found: FoundMailbox }>();
  const [tried, setTried] = useState<{ key: string; trial: Trial }>();
  const [isOpen, setOpen] = useState(false);
  const attempt = async (values: Values) => {
    const [receiving, sending] = [receivingOf(values, 'now'), sendingOf(values)];
    const show = (trial: Trial) => setTried({ key: keyOf(values), trial });
    try {
      const trial = await tryBoth({ receiving, sending, password: values.password }, show);
      if (isWell(trial)) setOpen(false);
      // A wrong password is mended where it stands.
      else if (trial.steps.some(({ fault }) => fault !== null && fault !== 'credentials')) setOpen(true);
    } catch (error) {
      setTried(undefined);
      throw error;
    }
  };
  const find = async (values: Values) => {
    const address = addressOf(values);
    const found = await call(endpoints.discoverMailbox, { body: { address } });
    const next = { ...values, ...valuesOfServers(found.receiving, found.sending) };
    form.set({ ...next, name: values.name || address });
    setLooked({ address, found });
    // To servers of others a password goes once somebody has seen which they are.
    const isSure = found.isOwn && found.receiving !== null && found.hint !== 'provider-sign-in';
    setOpen(!isSure);
    if (isSure) await attempt(next);
  };
  const form: Form<Values> = useForm<Values>({
    initial: { ...noServers, address: '', password: '', name: '', startAt: 'now' },
    check: (values) => ({
      address: isEmail(values.address) ? undefined : t('address.wrong'),
      password: values.password === '' ? app('field.required') : undefined,
      ...(looked?.address === addressOf(values) ? wrongHere(values) : {}),
    }),
    async send(values) {
      if (!looked || looked.address !== addressOf(values)) return find(values);
      if (tried?.key !== keyOf(values) || !isWell(tried.trial)) return attempt(values);
      const { id } = await call(endpoints.createInbox, { body: inboxOf(values, looked.found) });
      await cache.invalidateQueries({ queryKey: inboxesQuery.queryKey });
      connected(id);
    },
  });
  const wrongHere = (values: Values) => ({
    imapHost: values.imapHost.trim() === '' ? app('field.required') : undefined,
    ...wrongServers(values, { port: t('port.wrong'), user: app('field.required') }),
  });
  const isLooked = looked?.address === addressOf(form.values);
  return {
    ...{ form, isOpen, setOpen },
    found: isLooked ? looked.found : undefined,
    trial: isLooked && tried?.key === keyOf(form.values) ? tried.trial : undefined,
  };
}

function inboxOf(values: Values, { plusAddressing, trustedServer }: FoundMailbox) {
  const address = addressOf(values);
  return {
    name: values.name.trim() || address,
    channel: 'email' as const,
    password: values.password,
    settings: {
      address,
      receiving: receivingOf(values, values.startAt === 'all' ? 'all' : 'now'),
      sending: sendingOf(values),
      plusAddressing,
      trustedServers: trustedServer === null ? [] : [trustedServer],
    },
  };
}
