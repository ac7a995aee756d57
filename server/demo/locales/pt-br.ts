/** The demo in Brazilian Portuguese. */
import type { Texts } from './texts.ts';

const marks = /\p{M}/gu;
const plain = (names: string) =>
  names.split(' ').map((name) => [name, name.normalize('NFD').replace(marks, '').toLowerCase()] as const);

export const ptBr: Texts = {
  joint: ' ',
  greetings: ['Oi!', 'Olá,', 'Bom dia!', 'Boa tarde,', 'Oi, tudo bem?', 'Olá, pessoal,'],
  hellos: ['Olá, obrigada pelo contato.', 'Oi, aqui é {agent}.', 'Olá!', 'Que bom falar com você.'],
  hellosByName: [
    'Oi, {name}!',
    'Olá, {name}.',
    'Oi, {name}, aqui é {agent}.',
    '{name}, obrigada pela mensagem.',
  ],
  thanks: [
    'Perfeito, obrigado!',
    'Ótimo, muito obrigada pela rapidez.',
    'Era isso. Valeu, {agent}!',
    'Que bom, obrigada. Bom dia pra você!',
    'Muito obrigada 🙏',
    'Show, valeu!',
    'Tá certo, obrigado por resolver.',
  ],
  farewells: [
    'De nada. Bom café! ☕',
    'Imagina! Tenha um ótimo dia.',
    'Fico feliz em ajudar. Até logo!',
    'Disponha. É só chamar quando precisar.',
  ],
  returns: [
    [
      'Oi, sou eu de novo: ainda dá para mudar o endereço do pedido {order}?',
      'Dá sim, ele ainda não saiu. Já mudei.',
    ],
    ['Olá, voltei. {product} já chegou?', 'Que bom ver você de novo! Já, saiu da torra ontem.'],
    [
      'Oi! O último pacote estava uma delícia. Qual torra você indica agora?',
      'Que bom! Experimente {product}: mais suave, com um toque de chocolate.',
    ],
    ['Oi de novo, vocês abrem no feriado?', 'Oi! Abrimos das 9h às 16h, em todas as lojas.'],
    [
      'Desculpe incomodar outra vez. Não acho a nota fiscal do {order}.',
      'Imagina! Mandei de novo para o seu e-mail.',
    ],
  ],
  outreach: [
    'Oi, {name}! Seu pacote {order} voltou para nós porque não havia ninguém em casa. Podemos enviar de novo?',
    'Olá, {name}, {product} voltou ao estoque. Você pediu para avisar.',
    'Oi, {name}, achamos um guarda-chuva azul depois da sua visita à loja {store}. É seu?',
    'Olá, {name}, um pequeno atraso: o pedido {order} sai {day}, e não hoje. Desculpe.',
  ],
  outreachAnswers: [
    'Ah, obrigada por avisar!',
    'Quero sim, por favor.',
    'Sem problema, obrigado pelo aviso.',
    'Que gentileza! Passo aí {day}.',
  ],
  calls: [
    'Perguntou se a loja {store} tem mesa para oito no aniversário, {day}. Reservado.',
    'Queria saber onde está o pedido {order}. Informei a data; liga de novo se atrasar.',
    'Reclamou da fila na loja {store}. Pedi desculpas e avisei a gerente do turno.',
    'Escritório com 40 pessoas quer entrega mensal. Tabela de preços enviada por e-mail.',
    'Deixou recado: retornar sobre o vale-presente.',
    'Perguntou sobre leite de aveia e de soja. Os dois sem custo extra.',
    'Encomendou 3 kg de {product} para retirar {day}.',
  ],
  visits: [
    'Levou dois pacotes de {product}, perguntou sobre moagem para cafeteira italiana.',
    'Veio à aula de degustação, adorou, quer o próximo nível.',
    'Retirou o pedido {order}.',
    'O bolo acabou às quatro; demos um vale para a próxima visita.',
    'Cliente da casa. Flat white e pão de canela; gosta da mesa da janela.',
    'Trouxe um moedor com a tampa quebrada, trocado na hora.',
  ],
  topics: [
    {
      inbox: 'shop',
      weight: 24,
      asked: [
        [
          'Comprei {product} na semana passada e ainda não chegou. O número é {order}.',
          'Verifiquei com a transportadora: o {order} está no centro de distribuição e chega {day}.',
        ],
        ['cadê o meu pedido {order}?', 'Está com o entregador hoje. Você recebe um SMS uma hora antes.'],
        [
          'Você pode me dizer quando o {order} vai ser entregue?',
          'Seu pedido saiu da torrefação ontem. Deve chegar até {day}.',
        ],
        [
          'O rastreio do {order} está parado desde {day}. Aconteceu alguma coisa?',
          'Desculpe a demora. O pacote foi para a rota errada; chega no máximo {day}.',
        ],
        [
          'Estou esperando o pacote ({order}). Era para ter chegado {day}.',
          'Desculpe a demora. O pacote foi para a rota errada; chega no máximo {day}.',
        ],
      ],
      details: [
        'O número do pedido é {order}.',
        'Paguei com cartão, se ajudar.',
        'Preciso dele antes do fim de semana.',
      ],
      furtherAsked: [
        ['Pode deixar com o vizinho?', 'Pode, já avisei o entregador.'],
        ['Dá para mandar para o meu trabalho?', 'Dá sim: mudei o endereço.'],
        ['E se eu não estiver em casa?', 'Aí ele fica no ponto de retirada por sete dias.'],
        ['Preciso assinar?', 'Não precisa assinar, cabe na maioria das caixas de correio.'],
      ],
      notes: [
        'Transportadora confirmou por telefone, protocolo no pedido.',
        'Terceiro pacote atrasado nessa rota esta semana.',
        'Se não chegar até {day}, mandar outro na hora.',
      ],
    },
    {
      inbox: 'stores',
      weight: 16,
      asked: [
        [
          'Que horas fecha a loja {store} no domingo?',
          'A loja {store} abre das 7h30 às 19h nos dias úteis e das 9h às 18h no fim de semana.',
        ],
        ['vocês abrem {day}?', 'Sim, {day} estamos lá das 8h às 18h.'],
        ['A loja {store} abre no feriado?', 'Sim, {day} estamos lá das 8h às 18h.'],
        [
          'Até que horas servem café da manhã na {store}?',
          'O café da manhã vai até 11h30, no fim de semana até 13h.',
        ],
        ['Vocês reservam mesa para seis na {store}?', 'Reservamos com prazer: é só dizer dia, hora e nome.'],
      ],
      details: ['A gente chegaria lá pelas dez.', 'Vão duas crianças com a gente.'],
      furtherAsked: [
        ['Tem cadeirão?', 'Tem sim. É só pedir no balcão.'],
        ['Tem wi-fi e tomada?', 'Tem, em todas as mesas junto à parede.'],
        ['Posso levar meu cachorro?', 'Claro, e ainda tem uma tigela de água esperando.'],
        ['Tem acesso sem degraus?', 'Sim, a entrada lateral tem rampa.'],
      ],
      notes: ['O horário do feriado ainda não está no site. Avisei o Oliver.'],
    },
    {
      inbox: 'shop',
      weight: 13,
      asked: [
        [
          'Um dos pacotes do {order} veio rasgado. Metade do café estava na caixa.',
          'Sinto muito. Um novo sai hoje, e você não precisa devolver nada.',
        ],
        [
          'Fiquei decepcionada: {product} estava com gosto de velho e a torra é de dois meses atrás.',
          'Obrigada por avisar. Perguntei à torrefação o que houve e mandei um pacote fresquinho.',
        ],
        ['Pedi café moído e veio em grãos ({order}).', 'Desculpe! O certo já está a caminho, sem custo.'],
        [
          'A xícara do meu pacote chegou quebrada 😞',
          'Sinto muito. Um novo sai hoje, e você não precisa devolver nada.',
        ],
      ],
      details: ['Posso mandar uma foto, se quiser.', 'É a segunda vez que acontece.', 'Era para presente.'],
      furtherAsked: [
        ['Quando chega?', 'Deve chegar até {day}.'],
        ['Preciso devolver o antigo?', 'Não, pode ficar ou dar para alguém.'],
        ['O estorno pode ser no cartão?', 'Pode. Mudei para o cartão.'],
      ],
      notes: [
        'Pela foto a caixa foi amassada. Falar com a expedição sobre as caixas novas.',
        'Segunda reclamação deste lote. Conferir a qualidade {day}.',
        'Estorno aprovado pela Marina.',
      ],
    },
    {
      inbox: 'shop',
      weight: 12,
      asked: [
        [
          'Como pauso a assinatura? Vou viajar por três semanas.',
          'Pronto: a próxima entrega espera a sua volta. Você também pode fazer isso em “Minha assinatura”.',
        ],
        ['Queria trocar minha assinatura para {product}.', 'Troquei para {product}, já na próxima entrega.'],
        [
          'Dá para receber a cada duas semanas em vez de toda semana?',
          'Agora vai a cada duas semanas. A próxima sai {day}.',
        ],
        [
          'Por favor, cancelem minha assinatura depois da próxima entrega.',
          'Deixei registrado. Tem algo que poderíamos ter feito melhor?',
        ],
      ],
      details: ['Está neste mesmo e-mail.', 'A partir de {day}, se possível.'],
      furtherAsked: [
        ['Vou ser cobrada nesse período?', 'Não, você só paga quando enviamos.'],
        ['Posso mudar de novo depois?', 'A qualquer momento, até dois dias antes da entrega.'],
        ['O preço continua o mesmo?', 'Sim, o preço é o mesmo.'],
      ],
      notes: ['Ofereci 10% para ficar, não quis.', 'Cliente desde o primeiro mês. Cuidar bem 🙂'],
    },
    {
      inbox: 'stores',
      weight: 10,
      asked: [
        [
          'O bolo de cenoura tem nozes?',
          'Tem nozes. O bolo de limão e o brownie são sem, mas feitos na mesma cozinha.',
        ],
        [
          'Quais bebidas são sem lactose?',
          'Todos os cafés podem ser com leite de aveia ou de soja, pelo mesmo preço.',
        ],
        ['O descafeinado é mesmo sem cafeína?', 'É descafeinado com água; fica menos de 0,1%.'],
        [
          'Meu filho tem alergia a gergelim. O que ele pode comer na {store}?',
          'A lista de alergênicos fica em cada balcão, e mandei para o seu e-mail.',
        ],
      ],
      details: ['A alergia é séria, então preciso ter certeza.'],
      furtherAsked: [
        ['É feito na mesma cozinha?', 'Sim, então não dá para descartar traços.'],
        ['E o chocolate quente?', 'Esse tem leite em pó, infelizmente.'],
        ['Tem certificado?', 'Tem. O certificado está na página do produto.'],
      ],
      notes: ['A lista de alergênicos da {store} é do ano passado. Atualizar.'],
    },
    {
      inbox: 'shop',
      weight: 9,
      asked: [
        ['O vale-presente vale no site e nas lojas?', 'Vale em todo lugar: no site e em todas as lojas.'],
        [
          'Comprei um vale-presente e o e-mail com o código não chegou.',
          'Mandei o código de novo para o seu e-mail.',
        ],
        ['Qual a validade do vale-presente?', 'Vale por três anos a partir da compra.'],
        [
          'O código do meu vale-presente não é aceito.',
          'Havia um erro no código. Aqui vai um cartão novo; o antigo foi bloqueado.',
        ],
      ],
      details: ['Já olhei na caixa de spam.', 'É para um aniversário amanhã…'],
      furtherAsked: [
        ['Posso colocar mais crédito?', 'Pode, em qualquer caixa.'],
        ['Dá para ver quanto sobrou?', 'Dá: digite o código em “Vale-presente”.'],
      ],
      notes: ['Cartão antigo bloqueado, novo emitido com o mesmo valor.'],
    },
    {
      inbox: 'stores',
      weight: 7,
      asked: [
        [
          'Acho que esqueci meu cachecol na {store} ontem.',
          'Boa notícia: está aqui, atrás do balcão. Pode vir quando quiser.',
        ],
        [
          'Alguém achou um par de óculos na {store}?',
          'Perguntei à equipe da {store} e escrevo assim que souber.',
        ],
        ['Minha filha esqueceu a mochila na {store} hoje cedo.', 'Achamos! Guardamos ou enviamos para você?'],
      ],
      details: ['É verde-escuro.', 'Sentamos lá no fundo, perto da janela.'],
      furtherAsked: [
        ['Até que horas posso buscar?', 'Hoje até 19h, amanhã a partir das 7h30.'],
        ['Outra pessoa pode retirar?', 'Pode, é só dar o seu nome.'],
      ],
      notes: ['O turno da noite achou, está na gaveta embaixo do caixa.'],
    },
    {
      inbox: 'shop',
      weight: 6,
      asked: [
        [
          'Qual moedor combina com uma máquina de espresso para iniciantes?',
          'Eu levaria o pequeno, cônico: fácil de limpar e fino o bastante para espresso.',
        ],
        ['{product} fica bom na prensa francesa?', 'Fica ótimo. Moa grosso e deixe quatro minutos.'],
        ['Qual a moagem de {product} para coado?', 'Média-fina, como sal de cozinha, a 93 graus.'],
        [
          'Qual a diferença entre {product} e o blend da casa?',
          'É mais leve e floral; o blend da casa é mais encorpado, com mais chocolate.',
        ],
      ],
      details: ['Meu orçamento é de uns 800.', 'Gosto de café suave, pouca acidez.'],
      furtherAsked: [
        ['Vocês moem para mim?', 'Moemos, é só escolher a moagem no pedido.'],
        ['Quanto dura um pacote aberto?', 'Umas quatro semanas, em lugar fresco e escuro.'],
        ['Vendem amostras?', 'Sim, três de 80 g para provar.'],
      ],
      notes: ['Tem interesse no curso de barista em casa. Convidar para o próximo.'],
    },
    {
      inbox: 'shop',
      weight: 5,
      asked: [
        [
          'Somos um escritório de 25 pessoas e procuramos café e uma máquina. Vocês têm planos?',
          'Com prazer. Posso ligar {day} para entender melhor?',
        ],
        [
          'Vocês fornecem para restaurantes? Seriam uns 20 kg por mês.',
          'Fornecemos. Mandei a tabela de preços, e um kit de degustação já saiu.',
        ],
        [
          'Tenho uma pousada. Podemos servir o café de vocês no café da manhã?',
          'Que legal! O Oliver cuida dos parceiros e escreve ainda hoje.',
        ],
      ],
      details: ['Uma degustação seria ótima.', 'Queremos começar no mês que vem.'],
      furtherAsked: [
        ['Tem prazo mínimo?', 'Não, dá para parar de um mês para o outro.'],
        ['Quem cuida da máquina?', 'Nós, duas vezes por ano e sempre que algo quebrar.'],
      ],
      notes: ['Promissor: uns 20 kg por mês. Oliver assume.', 'Kit de degustação enviado.'],
    },
  ],
  praise: [
    'Café maravilhoso, chegou em dois dias.',
    'Chocolate com um toque de cereja, como diz o rótulo.',
    'Terceiro pedido, terceira vez perfeito.',
    'Fresquinho, bem embalado e com um bilhete simpático.',
    'O melhor espresso que já fiz em casa.',
    'No escritório todo mundo quis saber de onde era.',
  ],
  complaints: [
    'O café é bom, mas o pacote chegou rasgado.',
    'Torra escura demais para mim. Esperava mais fruta.',
    'Demorou oito dias e ninguém sabia onde estava a encomenda.',
    'Pedi em grãos e veio moído.',
  ],
  categories: ['Café', 'Chás e acessórios'],
  offices: [
    ['Ateliê Jatobá Arquitetura', 'jatoba-arquitetura'],
    ['Maré Alta Software', 'marealta'],
    ['Clínica Ipê Amarelo', 'ipe-amarelo'],
    ['Livraria do Bonde', 'livraria-do-bonde'],
    ['Contábil Boa Conta', 'boa-conta'],
  ],
  roles: ['Gerente administrativa', 'Coordenadora de RH', 'Sócio-fundador', 'Recepcionista'],
  coffees: [
    { slug: 'house-blend', name: 'Blend da Casa' },
    { slug: 'morning-light', name: 'Luz da Manhã' },
    { slug: 'sidamo', name: 'Etiópia Sidamo' },
    { slug: 'cerrado', name: 'Cerrado Mineiro' },
    { slug: 'yunnan', name: 'Yunnan Honey' },
    { slug: 'night-shift', name: 'Espresso Turno da Noite' },
    { slug: 'decaf', name: 'Descafeinado Noite Calma' },
  ],
  otherGoods: [
    { slug: 'jasmine', name: 'Chá Pérolas de Jasmim' },
    { slug: 'moka-pot', name: 'Cafeteira Italiana para Três' },
    { slug: 'dripper', name: 'Coador de Porcelana' },
  ],
  stores: ['Rua das Acácias', 'Mercado Velho', 'Largo do Bonde'],
  days: ['segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado'],
  pages: [
    { path: '', title: 'Lantern & Leaf: café e chá' },
    { path: 'shop', title: 'Nossos cafés' },
    { path: 'shop/tea', title: 'Nossos chás' },
    { path: 'subscription', title: 'Café por assinatura' },
    { path: 'stores', title: 'Encontre uma loja' },
    { path: 'stores/menu', title: 'Cardápio' },
    { path: 'basket', title: 'Seu carrinho' },
    { path: 'checkout', title: 'Finalizar compra' },
    { path: 'help/delivery', title: 'Entrega e devolução' },
    { path: 'gift-cards', title: 'Vale-presente' },
  ],
  givenNames: plain(
    'Ana João Maria Pedro Beatriz Lucas Larissa Gabriel Camila Rafael Júlia Mateus Fernanda Thiago Letícia Bruno Mariana Felipe Aline Diego Luiza Gustavo Patrícia Caio Isabela Vinícius Renata André Débora Otávio',
  ),
  familyNames: plain(
    'Silva Santos Oliveira Souza Lima Pereira Ferreira Costa Rodrigues Almeida Nascimento Carvalho Araújo Ribeiro Gomes Martins Barbosa Rocha Dias Moreira Nunes Cardoso Teixeira Moraes Cavalcanti Pinto Freitas Batista Duarte Campos',
  ),
  fullName: (given, family) => `${given} ${family}`,
};
