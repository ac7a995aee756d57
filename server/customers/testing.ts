/** What members do to customers, for tests of what follows from it. */
export { renameCustomer } from './customer.ts';
export { mergeByMember as mergeCustomers, refuseMerge, unmergeByMember as unmergeCustomer } from './merge.ts';
