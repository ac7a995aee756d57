/**
 * Companies, and who belongs to them. Invariants: an id of the business and a domain are one company's, whoever writes
 * at once; what a company is like does not depend on the order in which reports arrive; what a browser claims changes
 * nothing that is believed; memberships stay with the customer that they came with, so that merges can be undone.
 */
export { normalDomain } from './domain.ts';
export { companiesHolding } from './erase.ts';
export { addMembers, type Membership } from './members.ts';
export { mendCompanies } from './mend.ts';
export { applyToCompanies } from './record.ts';
export { type CompanyReport, type Reported, reportCompanies } from './report.ts';
export { companyRoutes } from './routes.ts';
export { companyNames, peopleOf } from './terms.ts';
export { companyKinds } from './told.ts';
export { forgetMembers, withdrawCompanies } from './withdraw.ts';
