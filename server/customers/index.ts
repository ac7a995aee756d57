/**
 * Customers: one row a person, known by identities. Invariants: a proven address belongs to one customer; nothing is
 * merged on an unverified claim; an identity stays with the customer it came with, so that merges can be undone.
 */

export { adoptVisitor } from './adopt.ts';
export { type Alias, type AliasWarning, aliasCustomers } from './alias.ts';
export { type ReadyCustomer, type ReadyIdentity, writeCustomers } from './bulk.ts';
export { listConsents, recordConsent } from './consents.ts';
export { correctAddress } from './correct.ts';
export { countryOfTimeZone, phoneCountries, refuseCountry } from './countries.ts';
export { createCustomer, identifyCustomer, type Proof, renameCustomer } from './customer.ts';
export { definitionRoutes } from './definition-routes.ts';
export {
  applyToDefinitions,
  definitionKinds,
  listDefinitions,
  readFits,
  requireFit,
} from './definitions.ts';
export { describeByMember, reportTraits, type TraitReport } from './describe.ts';
export { addressesOf, customersHolding, eraseCustomers, notErased, traceable } from './erase.ts';
export {
  attributeOf,
  consentOf,
  countCustomers,
  customerIdsAfter,
  hasIdentity,
  isThere,
  knownOf,
  languageOf,
  newestCustomerIds,
  profileOf,
  recentAttributes,
  recentTopics,
} from './facts.ts';
export { customerFor, customersFor, type Found, type Person } from './find.ts';
export { forgetWords } from './forget-words.ts';
export type { Holding, Where } from './holding.ts';
export { idOf } from './identifier.ts';
export { normalIdentity, normalPhone } from './identity.ts';
export { lockCustomer } from './lock.ts';
export { type MailAddress, mailAddressesOf, markAddress } from './mail-addresses.ts';
export { mendCustomers } from './mend.ts';
export { isRefusedPair, withoutClaim } from './merge.ts';
export { foreseeMerge } from './merges.ts';
export { applyToProfiles, handOverCustomers, profileKinds, readProfile } from './profile.ts';
export { customerOfUser, idsOf, namesOf, readCustomer, readCustomers } from './queries.ts';
export { applyToCustomers, customerKinds, type Named, namedBy } from './record.ts';
export { isErased, isRestricted, readRestriction, restrict } from './restrict.ts';
export { customerRoutes } from './routes.ts';
export { searchCustomers } from './search.ts';
export { type Shared, sharedIdentities } from './shared.ts';
export {
  applyToStageRules,
  kindsWithStage,
  readStageRule,
  stageMarking,
  stageRuleKinds,
  stageSql,
} from './stage-rule.ts';
export {
  type Held,
  heldBack,
  holdBack,
  type Suppressing,
  suppressingWith,
} from './suppressed.ts';
export type { Belonging, TermSource } from './term-sources.ts';
export { type Term, termsOfName, termsOfNumber } from './terms.ts';
export { timeZoneOfCustomer } from './time-zone.ts';
export { kindsAsked } from './timeline-kinds.ts';
export { type Erased, erasedOf, type Known } from './traces.ts';
export { type Attributed, attribute, type TrackedClaim, type TrackedWarning } from './tracked.ts';
export { microseconds } from './traits.ts';
export { parseWanted } from './wanted.ts';
export { withdrawCustomers } from './withdraw.ts';
export { wordsHolding } from './words-holding.ts';
