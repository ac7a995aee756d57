/** What the business of the demo calls things, in the language of whoever looks at it. */
import type { Locale } from '../../contract/ids.ts';

type MacroText = { name: string; text: string };

export type FurnitureTexts = {
  tags: readonly [string, string, string, string];
  segments: readonly [string, string, string, string];
  team: string;
  macros: readonly [MacroText, MacroText];
  views: readonly [string, string, string];
  checklist: { name: string; items: string[] };
  reasons: readonly string[];
  greetingName: string;
  greeting: string;
  promises: readonly string[];
  tasks: readonly string[];
  needs: readonly string[];
  proof: string;
};

/** By language. */
export const furnitureTexts: Record<Locale, FurnitureTexts> = {
  en: {
    tags: ['Delivery', 'Complaint', 'Praise', 'Wholesale'],
    segments: ['Regulars', 'Not back for 60 days', 'Portuguese speakers', 'Basket left behind'],
    team: 'Counter and post',
    macros: [
      {
        name: 'Parcel on its way',
        text: 'Hi {{customer.first_name|there}}, your parcel left us this morning and should be with you in two days.',
      },
      {
        name: 'Sorry, and what we do',
        text: 'Hi {{customer.first_name|there}}, I am sorry about that. We send you a new one today; you need not return the old one.',
      },
    ],
    views: ['Complaints', 'From regulars', 'Waiting for a day'],
    checklist: {
      name: 'Broken on arrival',
      items: ['Ask for a photo', 'Send a new one', 'Tell the roastery', 'Ask whether it arrived'],
    },
    reasons: ['Answered', 'Sent anew', 'Refunded', 'No answer came'],
    greetingName: 'Which beans?',
    greeting: 'Not sure which beans? Tell us how you brew, and we pick.',
    promises: [
      'Call back about the tasting',
      'Send the tracking number',
      'Look for the scarf at the counter',
      'Quote for the office order',
    ],
    tasks: [
      'Ask how the new blend tastes',
      'Write the offer for 20 cups',
      'Send the missing mug',
      'Thank for the review',
    ],
    needs: [
      'Beans without a bitter note, for a French press',
      'Delivery on Saturdays',
      'An invoice with the company’s tax number',
      'Oat milk at the station café',
      'To know before a favourite sells out',
    ],
    proof: 'Ticked “News and offers by mail” in the web shop',
  },
  'zh-CN': {
    tags: ['配送', '投诉', '表扬', '批发'],
    segments: ['常客', '60 天未再光顾', '葡萄牙语客户', '加购未下单'],
    team: '柜台与邮寄',
    macros: [
      { name: '包裹已寄出', text: '您好，您的包裹今早已寄出，预计两天内送达。' },
      { name: '致歉与处理', text: '您好，非常抱歉。我们今天为您补寄一份，旧的无需寄回。' },
    ],
    views: ['投诉', '来自常客', '等待超过一天'],
    checklist: { name: '收到时已损坏', items: ['请对方提供照片', '补寄一份', '告知烘焙坊', '询问是否收到'] },
    reasons: ['已答复', '已补寄', '已退款', '未再回复'],
    greetingName: '选豆建议',
    greeting: '不确定选哪种咖啡豆？告诉我们您的冲煮方式，我们来推荐。',
    promises: ['就品鉴会回电', '发送快递单号', '在柜台寻找围巾', '为办公室订单报价'],
    tasks: ['询问新拼配的口味', '撰写 20 杯的报价', '补寄缺少的杯子', '感谢评价'],
    needs: [
      '适合法压壶、不苦的咖啡豆',
      '周六配送',
      '带公司税号的发票',
      '车站店提供燕麦奶',
      '在喜爱的豆子售罄前得到通知',
    ],
    proof: '在网店勾选了“通过邮件接收新闻和优惠”',
  },
  'pt-BR': {
    tags: ['Entrega', 'Reclamação', 'Elogio', 'Atacado'],
    segments: ['Clientes fiéis', 'Sem voltar há 60 dias', 'Falam português', 'Cesta abandonada'],
    team: 'Balcão e correio',
    macros: [
      {
        name: 'Pacote a caminho',
        text: 'Oi, {{customer.first_name|tudo bem}}! Seu pacote saiu hoje cedo e deve chegar em dois dias.',
      },
      {
        name: 'Desculpas e solução',
        text: 'Oi, {{customer.first_name|tudo bem}}, sinto muito por isso. Enviamos outro hoje; não precisa devolver o antigo.',
      },
    ],
    views: ['Reclamações', 'De clientes fiéis', 'Esperando há um dia'],
    checklist: {
      name: 'Chegou quebrado',
      items: ['Pedir uma foto', 'Enviar outro', 'Avisar a torrefação', 'Perguntar se chegou'],
    },
    reasons: ['Respondida', 'Reenviado', 'Reembolsado', 'Sem resposta'],
    greetingName: 'Quais grãos?',
    greeting: 'Em dúvida sobre os grãos? Conte como você prepara, e nós escolhemos.',
    promises: [
      'Ligar de volta sobre a degustação',
      'Enviar o código de rastreio',
      'Procurar o cachecol no balcão',
      'Orçamento para o escritório',
    ],
    tasks: [
      'Perguntar sobre o novo blend',
      'Escrever a proposta de 20 xícaras',
      'Enviar a caneca que faltou',
      'Agradecer a avaliação',
    ],
    needs: [
      'Grãos sem amargor, para prensa francesa',
      'Entrega aos sábados',
      'Nota com o CNPJ da empresa',
      'Leite de aveia no café da estação',
      'Saber antes que o favorito acabe',
    ],
    proof: 'Marcou “Novidades e ofertas por e-mail” na loja',
  },
};
