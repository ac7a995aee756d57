/** What is said about voice notes. Fetched with the first. */
import type { Locale } from '../../../contract/ids.ts';

const en = {
  voice: 'Voice note',
  /** The name of the file, without its ending. */
  file: 'voice note',
  asked: 'Your browser asks for the microphone.',
  on: 'Recording, five minutes at most.',
  end: 'Done',
  drop: 'Discard',
  close: 'Close',
  denied: 'The microphone is blocked for this site in your browser’s settings.',
  missing: 'No microphone can be used here.',
};

export const voiceWords: Record<Locale, typeof en> = {
  en,
  'zh-CN': {
    voice: '语音留言',
    file: '语音留言',
    asked: '浏览器正在请求使用麦克风。',
    on: '正在录音，最长五分钟。',
    end: '完成',
    drop: '放弃',
    close: '关闭',
    denied: '浏览器设置已禁止本网站使用麦克风。',
    missing: '此处无法使用麦克风。',
  },
  'pt-BR': {
    voice: 'Mensagem de voz',
    file: 'mensagem de voz',
    asked: 'O navegador pede acesso ao microfone.',
    on: 'Gravando, no máximo cinco minutos.',
    end: 'Concluir',
    drop: 'Descartar',
    close: 'Fechar',
    denied: 'O microfone está bloqueado para este site nas configurações do navegador.',
    missing: 'Não há microfone que se possa usar aqui.',
  },
};
