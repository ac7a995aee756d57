/** What the people of the demo say, in one language. Words in braces are filled in: {name} {agent} {store} {product} {order} {day}. */

export type Topic = {
  /** The inbox in which it is asked. */
  inbox: 'shop' | 'stores';
  /** How often it comes up, against the others. */
  weight: number;
  /** First messages, each with its answer. */
  asked: readonly (readonly [string, string])[];
  /** What some add in a second message before anybody has answered. */
  details: readonly string[];
  /** What some ask after the first answer, each with its answer. */
  furtherAsked: readonly (readonly [string, string])[];
  notes: readonly string[];
};

export type Goods = { slug: string; name: string };

export type Texts = {
  topics: readonly Topic[];
  greetings: readonly string[];
  hellos: readonly string[];
  hellosByName: readonly string[];
  thanks: readonly string[];
  farewells: readonly string[];
  /** What customers ask who come back to a thread later, each with its answer. */
  returns: readonly (readonly [string, string])[];
  /** A member who writes first, and what comes back. */
  outreach: readonly string[];
  outreachAnswers: readonly string[];
  calls: readonly string[];
  visits: readonly string[];
  /** Joins a greeting and what follows it. */
  joint: string;
  /** What is written of an order that pleased, and of one that did not. */
  praise: readonly string[];
  complaints: readonly string[];
  /** Of coffees, and of other goods. */
  categories: readonly [string, string];
  /** Companies that order for the office, each with its domain's name, and what their people do there. */
  offices: readonly (readonly [string, string])[];
  roles: readonly string[];
  coffees: readonly Goods[];
  otherGoods: readonly Goods[];
  stores: readonly string[];
  days: readonly string[];
  pages: readonly { path: string; title: string }[];
  /** Given and family names, each with its form in mail addresses. */
  givenNames: readonly (readonly [string, string])[];
  familyNames: readonly (readonly [string, string])[];
  fullName: (given: string, family: string) => string;
};
