/** The words of the page that a person reads about the own data. */
import type { Locale } from '../../../contract/ids.ts';

export type PageWords = {
  title: string;
  about: (workspace: string, at: string) => string;
  customer: string;
  identities: string;
  attributes: string;
  profile: string;
  consents: string;
  orders: string;
  reviews: string;
  conversations: string;
  chatSessions: string;
  trackedCalls: string;
  importRows: string;
  privacyRequests: string;
  entries: string;
  nothing: string;
  proven: string;
  claimed: string;
  yes: string;
  no: string;
  you: string;
  note: string;
  machine: string;
};

export const pageWords: Record<Locale, PageWords> = {
  en: {
    title: 'Your data',
    about: (workspace, at) =>
      `Everything that ${workspace} holds about you, as of ${at}. The same is in the JSON files beside this page.`,
    customer: 'Who you are',
    identities: 'Addresses and ids',
    attributes: 'Attributes',
    profile: 'What the team keeps',
    consents: 'What you agreed to, with its proof',
    orders: 'Orders',
    reviews: 'Reviews',
    conversations: 'Conversations',
    chatSessions: 'Chat sessions',
    trackedCalls: 'Tracking calls as they came',
    importRows: 'Rows of imported files',
    privacyRequests: 'Requests about your data',
    entries: 'Everything that was recorded, in order',
    nothing: 'Nothing.',
    proven: 'proven',
    claimed: 'claimed',
    yes: 'Yes',
    no: 'No',
    you: 'You',
    note: 'internal note',
    machine: 'Automatic',
  },
  'zh-CN': {
    title: '您的数据',
    about: (workspace, at) =>
      `截至 ${at}，${workspace} 保存的关于您的全部数据。同样的内容也在本页面旁的 JSON 文件中。`,
    customer: '您是谁',
    identities: '联系方式和编号',
    attributes: '属性',
    profile: '团队的记录',
    consents: '您同意过的内容及其依据',
    orders: '订单',
    reviews: '评价',
    conversations: '对话',
    chatSessions: '聊天会话',
    trackedCalls: '收到的跟踪数据',
    importRows: '导入文件中的行',
    privacyRequests: '有关您数据的请求',
    entries: '按顺序列出的全部记录',
    nothing: '无。',
    proven: '已验证',
    claimed: '未验证',
    yes: '是',
    no: '否',
    you: '您',
    note: '内部备注',
    machine: '自动',
  },
  'pt-BR': {
    title: 'Seus dados',
    about: (workspace, at) =>
      `Tudo o que ${workspace} guarda sobre você, em ${at}. O mesmo está nos arquivos JSON ao lado desta página.`,
    customer: 'Quem você é',
    identities: 'Endereços e identificadores',
    attributes: 'Atributos',
    profile: 'O que a equipe anota',
    consents: 'O que você autorizou, com a prova',
    orders: 'Pedidos',
    reviews: 'Avaliações',
    conversations: 'Conversas',
    chatSessions: 'Sessões de chat',
    trackedCalls: 'Chamadas de rastreamento como chegaram',
    importRows: 'Linhas de arquivos importados',
    privacyRequests: 'Solicitações sobre seus dados',
    entries: 'Tudo o que foi registrado, em ordem',
    nothing: 'Nada.',
    proven: 'comprovado',
    claimed: 'informado',
    yes: 'Sim',
    no: 'Não',
    you: 'Você',
    note: 'nota interna',
    machine: 'Automático',
  },
};
