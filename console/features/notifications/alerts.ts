/**
 * Saying aloud that there is something new: by the browser's own notification while no tab of the console is looked at,
 * and by a sound for who wants one. Of all tabs the one that holds a lock does it; a browser that is pushed to needs none
 * of them for the words.
 */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Notification as Told } from '../../../contract/notifications.ts';
import { notificationSettingsQuery, useNotifications } from '../../lib/notifications.ts';
import { chime } from './chime.ts';
import { dueAlerts, nextAlertAt, placeOf } from './due-alerts.ts';
import { isPushedTo } from './push.ts';
import { isLookedAt, useIsSpeaker } from './tabs.ts';
import { useWords } from './use-words.ts';

const saidKey = 'rapport.notifications.said';
const timerMsMax = 2_147_483_647;

/** Up to which moment something was said in this browser; from now on, where nothing was yet. */
function saidUpTo(): string {
  const said = localStorage.getItem(saidKey);
  if (said !== null) return said;
  const now = new Date().toISOString();
  localStorage.setItem(saidKey, now);
  return now;
}

/** Says what is new, and shows nothing itself. */
export function Alerts(): null {
  const { data } = useNotifications();
  const { data: own } = useQuery(notificationSettingsQuery);
  const words = useWords();
  const navigate = useNavigate();
  const isSpeaker = useIsSpeaker();
  const [turn, setTurn] = useState(0);
  const say = useEffectEvent(async (due: readonly Told[]) => {
    if (own?.settings.sound) chime();
    if (Notification.permission !== 'granted' || (await isLookedAt()) || (await isPushedTo())) return;
    for (const one of due) {
      const { title, about } = words(one);
      const body = own?.settings.hideText ? '' : (about ?? '');
      const shown = new Notification(own?.settings.hideText ? words.hidden : title, {
        tag: one.id,
        body,
        icon: '/assets/icon-192.png',
      });
      shown.onclick = () => {
        window.focus();
        shown.close();
        void navigate({ href: placeOf(one) });
      };
    }
  });
  useEffect(() => {
    if (!isSpeaker || !('Notification' in globalThis)) return;
    const now = new Date().toISOString();
    const due = dueAlerts(data, saidUpTo(), now);
    if (due.length > 0) {
      localStorage.setItem(
        saidKey,
        due.reduce((last, { alertAt }) => ((alertAt ?? '') > last ? (alertAt ?? '') : last), saidUpTo()),
      );
      void say(due);
    }
    const next = nextAlertAt(data, now);
    if (next === undefined) return;
    const wait = Math.min(timerMsMax, Math.max(0, Date.parse(next) - Date.now()) + 100);
    const timer = setTimeout(() => setTurn(turn + 1), wait);
    return () => clearTimeout(timer);
  }, [data, isSpeaker, turn]);
  return null;
}
