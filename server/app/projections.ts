/** The read models that `rebuild` makes anew from the ledger. */
import { applyToCompanies, companyKinds } from '../companies/index.ts';
import { applyToConversations, conversationKinds } from '../conversations/index.ts';
import { applyToCustomers, applyToProfiles, customerKinds, profileKinds } from '../customers/index.ts';
import { type Projection, projectionOf } from '../operating/index.ts';
import { applyToOrders, applyToReviews, orderKinds, reviewKinds } from '../orders/index.ts';

export const projections: readonly Projection[] = [
  projectionOf({
    name: 'customers',
    tables: [
      'customers',
      'identities',
      'traits',
      'customer_map',
      'customer_merges',
      'merge_refusals',
      'consents',
      'customer_terms',
    ],
    kinds: customerKinds,
    apply: applyToCustomers,
  }),
  projectionOf({
    name: 'profiles',
    tables: ['customer_profiles'],
    kinds: profileKinds,
    apply: applyToProfiles,
  }),
  projectionOf({
    name: 'conversations',
    tables: ['conversations', 'conversation_reads'],
    kinds: conversationKinds,
    apply: applyToConversations,
  }),
  projectionOf({
    name: 'companies',
    tables: ['companies', 'company_domains', 'company_traits', 'company_members', 'company_terms'],
    kinds: companyKinds,
    apply: (tx, entry) => applyToCompanies(tx, [entry]),
  }),
  projectionOf({
    name: 'orders',
    tables: ['orders', 'order_refunds'],
    kinds: orderKinds,
    apply: (tx, entry) => applyToOrders(tx, [entry]),
  }),
  projectionOf({
    name: 'reviews',
    tables: ['reviews'],
    kinds: reviewKinds,
    apply: (tx, entry) => applyToReviews(tx, [entry]),
  }),
];
