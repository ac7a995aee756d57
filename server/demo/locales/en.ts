/** The demo in English. */
import type { Texts } from './texts.ts';

const plain = (names: string) => names.split(' ').map((name) => [name, name.toLowerCase()] as const);

export const en: Texts = {
  joint: ' ',
  greetings: ['Hi!', 'Hello,', 'Good morning,', 'Hi there,', 'Hey,', 'Hello team,'],
  hellos: ['Hello, thanks for writing.', 'Hi, this is {agent}.', 'Hello!', 'Good to hear from you.'],
  hellosByName: ['Hi {name},', 'Hello {name},', 'Hi {name}, this is {agent}.', '{name}, thanks for writing.'],
  thanks: [
    'Perfect, thank you!',
    'Great, thanks a lot for the quick help.',
    'That answers it. Thanks, {agent}!',
    'Lovely, thank you. Have a nice day!',
    'Thanks so much 🙏',
    'Brilliant, cheers!',
    'Okay, thank you for sorting that out.',
  ],
  farewells: [
    'You are welcome. Enjoy your coffee! ☕',
    'Any time. Have a lovely day!',
    'Happy to help. See you soon.',
    'My pleasure. Write again whenever you like.',
  ],
  returns: [
    [
      'Hi again, one more thing: can I still change the address of order {order}?',
      'Of course, it has not left yet. I have changed it.',
    ],
    [
      'Hello, me again. Is {product} back in stock?',
      'Good to see you again! Yes, fresh from the roaster since yesterday.',
    ],
    [
      'Hi, the last bag was wonderful. Which roast would you suggest next?',
      'Glad to hear it! Try {product}: softer, with a little more chocolate.',
    ],
    [
      'Hello again, do you open on the public holiday?',
      'Welcome back! Yes, from 9.00 to 16.00, all our shops.',
    ],
    [
      'Sorry to bother you once more. I can’t find the invoice for {order}.',
      'No bother at all. I have sent it to your mail address again.',
    ],
  ],
  outreach: [
    'Hi {name}, your parcel {order} was returned to us because nobody was at home. Shall we send it again?',
    'Hello {name}, {product} is back on the shelf. You asked us to tell you.',
    'Hi {name}, we found a blue umbrella after your visit to {store}. Is it yours?',
    'Hello {name}, a small delay: order {order} leaves us on {day} instead of today. Sorry about that.',
  ],
  outreachAnswers: [
    'Oh, thank you for letting me know!',
    'Yes please, that would be great.',
    'No problem at all, thanks for telling me.',
    'That is kind of you. I will come by on {day}.',
  ],
  calls: [
    'Asked whether {store} has room for a birthday table of eight on {day}. Booked.',
    'Wanted to know where order {order} is. Told the delivery date, will call again if it is late.',
    'Complained about a long queue at {store}. Apologised, passed on to the shift lead.',
    'Office with 40 people wants a monthly delivery. Sent the price list by mail.',
    'Left a message: please call back about the gift card.',
    'Asked about oat and soy milk. Both at no extra charge.',
    'Ordered 3 kg of {product} for collection on {day}.',
  ],
  visits: [
    'Bought two bags of {product}, asked about grind for a moka pot.',
    'Came for the cupping class, was enthusiastic, wants the next level.',
    'Picked up order {order}.',
    'Cake was sold out at four; gave a voucher for the next visit.',
    'Regular. Flat white and a cinnamon bun; prefers the window seat.',
    'Returned a grinder with a broken lid, exchanged on the spot.',
  ],
  topics: [
    {
      inbox: 'shop',
      weight: 24,
      asked: [
        [
          'I ordered {product} last week and it hasn’t arrived yet. The number is {order}.',
          'I have checked with the carrier: {order} is at the local depot and will reach you on {day}.',
        ],
        [
          'where is my order {order}?',
          'It is with the driver today. You will get a text message an hour before.',
        ],
        [
          'Could you tell me when {order} will be delivered?',
          'Your order left our roastery yesterday. You should have it by {day}.',
        ],
        [
          'The tracking for {order} has not moved since {day}. Is everything alright?',
          'I am sorry for the wait. The parcel was sorted to the wrong route; it arrives on {day} at the latest.',
        ],
        [
          'I am waiting for my parcel ({order}). It was supposed to be here on {day}.',
          'I am sorry for the wait. The parcel was sorted to the wrong route; it arrives on {day} at the latest.',
        ],
      ],
      details: [
        'The order number is {order}.',
        'It was paid by card, in case that helps.',
        'I need it before the weekend.',
      ],
      furtherAsked: [
        ['Can I have it delivered to a neighbour?', 'Yes, I have added that for the driver.'],
        ['Could you send it to my office instead?', 'That works: I have changed the address.'],
        ['And if I am not at home?', 'Then it waits for you at the pick-up point for seven days.'],
        ['Will I have to sign for it?', 'No signature needed, it fits through most letter boxes.'],
      ],
      notes: [
        'Carrier confirmed by phone, claim number is in the order.',
        'Third late parcel on this route this week.',
        'If it is not there by {day}, send a new one at once.',
      ],
    },
    {
      inbox: 'stores',
      weight: 16,
      asked: [
        [
          'What time does {store} close on Sundays?',
          '{store} is open from 7.30 to 19.00 on weekdays and from 9.00 to 18.00 at the weekend.',
        ],
        ['are you open on {day}?', 'Yes, on {day} we are there from 8.00 to 18.00.'],
        ['Is {store} open during the holidays?', 'Yes, on {day} we are there from 8.00 to 18.00.'],
        [
          'Until when can I get breakfast at {store}?',
          'Breakfast is served until 11.30, at the weekend until 13.00.',
        ],
        [
          'Do you take reservations at {store} for six people?',
          'We gladly keep a table: just tell us the day, the time and a name.',
        ],
      ],
      details: ['We would come at about ten.', 'There will be two children with us.'],
      furtherAsked: [
        ['Is there a high chair?', 'Yes, there is. Ask anybody behind the counter.'],
        ['Do you have wifi and sockets?', 'You do, at every table along the wall.'],
        ['Can I bring my dog?', 'Of course, and a bowl of water is waiting too.'],
        ['Is there step-free access?', 'Yes, the side entrance has a ramp.'],
      ],
      notes: ['Holiday hours are not on the website yet. Told Oliver.'],
    },
    {
      inbox: 'shop',
      weight: 13,
      asked: [
        [
          'One of the bags in {order} was torn open. Half of the coffee was in the box.',
          'I am very sorry about that. A new one is on its way today, and you need not send anything back.',
        ],
        [
          'I am rather disappointed: {product} tasted stale and it says it was roasted two months ago.',
          'Thank you for telling us. I have asked the roastery what went wrong and sent you a fresh bag.',
        ],
        [
          'You have sent me whole beans although I ordered ground coffee ({order}).',
          'Sorry! I have put the right one in the post, free of charge.',
        ],
        [
          'The cup in my parcel is broken 😞',
          'I am very sorry about that. A new one is on its way today, and you need not send anything back.',
        ],
      ],
      details: [
        'I can send a photo if you need one.',
        'This is the second time this happens.',
        'It was meant as a present.',
      ],
      furtherAsked: [
        ['When will it be here?', 'It should be with you by {day}.'],
        ['Do I have to return the old one?', 'No, please keep it or give it away.'],
        ['Can I have the refund on my card instead?', 'Sure. I have changed it to your card.'],
      ],
      notes: [
        'Photo looks like a crushed box. Talk to packing about the new cartons.',
        'Second complaint about this batch. Quality check on {day}.',
        'Refund approved by Marina.',
      ],
    },
    {
      inbox: 'shop',
      weight: 12,
      asked: [
        [
          'How do I pause my subscription? I am away for three weeks.',
          'Done: the next delivery waits until you are back. You can also do this yourself under “My subscription”.',
        ],
        [
          'I would like to change my subscription to {product}.',
          'I have changed it to {product}, beginning with the next delivery.',
        ],
        [
          'Can I get my coffee every two weeks instead of every week?',
          'It now comes every two weeks. The next one leaves us on {day}.',
        ],
        [
          'Please cancel my subscription after the next delivery.',
          'I have made a note of it. Is there anything that we could have done better?',
        ],
      ],
      details: ['It runs under this mail address.', 'From {day}, if that is possible.'],
      furtherAsked: [
        ['Will I be charged in the meantime?', 'No, you only pay when we send something.'],
        ['Can I change it back later?', 'At any time, up to two days before a delivery.'],
        ['Does the price stay the same?', 'Yes, the price stays as it is.'],
      ],
      notes: ['Offered 10 % for staying, declined.', 'Customer since the first month. Treat well 🙂'],
    },
    {
      inbox: 'stores',
      weight: 10,
      asked: [
        [
          'Does the carrot cake contain nuts?',
          'It contains walnuts. The lemon cake and the brownie are made without nuts, in the same kitchen though.',
        ],
        [
          'Which of your drinks are free of lactose?',
          'All coffee drinks come with oat or soy milk as well, at the same price.',
        ],
        ['Is the decaf really free of caffeine?', 'It is decaffeinated with water; less than 0.1 % remains.'],
        [
          'My son is allergic to sesame. What can he eat at {store}?',
          'The list of all allergens hangs at every counter, and I have sent it to you by mail.',
        ],
      ],
      details: ['It is a serious allergy, so I need to be sure.'],
      furtherAsked: [
        ['Is it baked in the same kitchen?', 'Yes, so we can’t rule out traces.'],
        ['And the hot chocolate?', 'That one contains milk powder, I am afraid.'],
        ['Is it certified?', 'It is. The certificate is on the product page.'],
      ],
      notes: ['Allergen list of {store} is from last year. Please update.'],
    },
    {
      inbox: 'shop',
      weight: 9,
      asked: [
        [
          'Can I use a gift card online as well as in the shops?',
          'Yes, gift cards work everywhere: online and in all our shops.',
        ],
        [
          'I bought a gift card but the mail with the code never arrived.',
          'I have sent the code again to the address of this chat.',
        ],
        ['How long is a gift card valid?', 'It is valid for three years from the day of purchase.'],
        [
          'The code on my gift card is not accepted.',
          'There was a typing error in the code. Here is a new card; the old one is blocked.',
        ],
      ],
      details: ['I have looked in the spam folder too.', 'It is for a birthday tomorrow…'],
      furtherAsked: [
        ['Can I add more money to it?', 'Yes, at every till.'],
        ['Can I see how much is left?', 'Yes: enter the code under “Gift cards”.'],
      ],
      notes: ['Old card blocked, new one issued with the same amount.'],
    },
    {
      inbox: 'stores',
      weight: 7,
      asked: [
        [
          'I think I left my scarf at {store} yesterday.',
          'Good news: it is here, behind the counter. Come by whenever you like.',
        ],
        [
          'Did anybody find a pair of glasses at {store}?',
          'I have asked the team at {store} and will write as soon as I know.',
        ],
        [
          'My daughter forgot her rucksack at {store} this morning.',
          'We have found it. Shall we keep it or send it to you?',
        ],
      ],
      details: ['It is dark green.', 'We sat at the back, next to the window.'],
      furtherAsked: [
        ['Until what time can I pick it up?', 'Until 19.00 today, and tomorrow from 7.30.'],
        ['Can somebody else collect it for me?', 'Sure, just give them your name.'],
      ],
      notes: ['Found by the late shift, is in the drawer under the till.'],
    },
    {
      inbox: 'shop',
      weight: 6,
      asked: [
        [
          'Which grinder goes with an espresso machine for beginners?',
          'I would take the small conical one: easy to clean and fine enough for espresso.',
        ],
        [
          'Is {product} good for a French press?',
          'Very good, even. Grind it coarse and give it four minutes.',
        ],
        ['How fine should I grind {product} for pour-over?', 'Medium fine, like table salt, at 93 degrees.'],
        [
          'What is the difference between {product} and the house blend?',
          'It is lighter and more floral; the house blend is rounder, with more chocolate.',
        ],
      ],
      details: ['My budget is about 150.', 'I like it mild, with little acidity.'],
      furtherAsked: [
        ['Do you grind it for me?', 'Yes, choose the grind when you order.'],
        ['How long does an open bag last?', 'About four weeks, cool and dark.'],
        ['Do you also sell samples?', 'Yes, three times 80 g for trying.'],
      ],
      notes: ['Interested in a home barista class. Invite to the next one.'],
    },
    {
      inbox: 'shop',
      weight: 5,
      asked: [
        [
          'We are an office of 25 people and look for coffee and a machine. Do you have offers?',
          'With pleasure. May I call you on {day} to find out what fits?',
        ],
        [
          'Do you supply restaurants? We would need about 20 kg a month.',
          'We do. I have sent you the price list, and a tasting set is on its way.',
        ],
        [
          'I run a small hotel. Could we have your coffee on our breakfast buffet?',
          'That sounds lovely. Oliver looks after our partners and will write today.',
        ],
      ],
      details: ['A tasting would be wonderful.', 'We would like to start next month.'],
      furtherAsked: [
        ['Is there a minimum term?', 'No, you can stop from one month to the next.'],
        ['Who looks after the machine?', 'We do, twice a year and whenever something is broken.'],
      ],
      notes: ['Promising: about 20 kg a month. Oliver takes over.', 'Tasting set sent.'],
    },
  ],
  praise: [
    'Wonderful coffee, and it was here the day after next.',
    'Chocolate and a little cherry, exactly as the label says.',
    'Third order, third time perfect.',
    'My mother, who only drinks tea, asked for a second cup.',
    'Fresh, well packed, and a kind note in the parcel.',
    'The best espresso I have had at home.',
  ],
  complaints: [
    'Good coffee, but the bag was torn when it arrived.',
    'Too dark for me. I had hoped for more fruit.',
    'It took eight days, and nobody could say where the parcel was.',
    'I ordered whole beans and got ground coffee.',
  ],
  categories: ['Coffee', 'Tea and equipment'],
  offices: [
    ['Northgate Architects', 'northgate-architects'],
    ['Brightwater Software', 'brightwater'],
    ['Hollis & Finch Solicitors', 'hollis-finch'],
    ['The Paper Boat Bookshop', 'paper-boat'],
    ['Kestrel Physiotherapy', 'kestrel-physio'],
  ],
  roles: ['Office manager', 'Head of People', 'Founder', 'Receptionist'],
  coffees: [
    { slug: 'house-blend', name: 'House Blend' },
    { slug: 'morning-light', name: 'Morning Light' },
    { slug: 'sidamo', name: 'Ethiopia Sidamo' },
    { slug: 'cerrado', name: 'Brazil Cerrado' },
    { slug: 'yunnan', name: 'Yunnan Honey' },
    { slug: 'night-shift', name: 'Night Shift Espresso' },
    { slug: 'decaf', name: 'Quiet Evening Decaf' },
  ],
  otherGoods: [
    { slug: 'jasmine', name: 'Jasmine Pearls tea' },
    { slug: 'moka-pot', name: 'Moka Pot for Three' },
    { slug: 'dripper', name: 'Porcelain Dripper' },
  ],
  stores: ['Canal Street', 'Old Market', 'Harbour Steps'],
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  pages: [
    { path: '', title: 'Lantern & Leaf: coffee and tea' },
    { path: 'shop', title: 'Our coffees' },
    { path: 'shop/tea', title: 'Our teas' },
    { path: 'subscription', title: 'Coffee by subscription' },
    { path: 'stores', title: 'Find a shop' },
    { path: 'stores/menu', title: 'What is on the menu' },
    { path: 'basket', title: 'Your basket' },
    { path: 'checkout', title: 'Checkout' },
    { path: 'help/delivery', title: 'Delivery and returns' },
    { path: 'gift-cards', title: 'Gift cards' },
  ],
  givenNames: plain(
    'Amelia Oliver Isla George Ava Noah Priya Arthur Grace Leo Freya Omar Ivy Harry Ella Jack Zara Theo Aisha Samuel Ruby Daniel Maya Adam Hannah Yusuf Lucy Finn Nora Callum',
  ),
  familyNames: plain(
    'Smith Jones Taylor Brown Williams Patel Wilson Johnson Davies Khan Wright Walker Robinson Hughes Green Hall Okafor Clarke Murphy Evans Turner Hill Cooper Ward Begum Morris Reid Fraser Bell Murray',
  ),
  fullName: (given, family) => `${given} ${family}`,
};
