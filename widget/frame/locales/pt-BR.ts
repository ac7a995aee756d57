import type { Words } from './en.ts';

/** Português do Brasil. */
export const ptBR: Words = {
  chat: 'Chat',
  close: 'Fechar o chat',
  greeting: 'Olá! Como podemos ajudar?',
  messages: 'Mensagens',
  write: 'Escreva uma mensagem',
  send: 'Enviar',
  you: 'Você',
  sending: 'Enviando…',
  waiting: 'Aguardando conexão',
  sent: 'Enviada',
  refused: 'Não enviada',
  retry: 'Tentar de novo',
  discard: 'Excluir',
  older: 'Mostrar mensagens anteriores',
  loading: 'Carregando mensagens…',
  offline: 'Sem conexão. O que você escrever será enviado assim que ela voltar.',
  full: 'Há muitas mensagens esperando o envio. Aguarde a conexão voltar.',
};
