/** The loader: the only part that runs on the business's page. Draws the launcher, keeps what must outlive the page. */
import { earlyCalls, publish, type Tell } from './global.ts';
import { readSettings } from './settings.ts';
import { createWidget } from './widget.ts';

const script = document.currentScript ?? document.querySelector('script[data-inbox]');
const settings = readSettings(script as HTMLScriptElement);
const early = earlyCalls();

if (!settings) console.warn('Rapport: the script tag needs the data-inbox of an inbox.');
else if (early) {
  let tellPage: Tell | undefined;
  const widget = createWidget(settings, (event, detail) => tellPage?.(event, detail));
  tellPage = publish(widget.actions, early);
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', widget.begin);
  else widget.begin();
}
