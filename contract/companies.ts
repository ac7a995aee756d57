/** Companies: who they are, who belongs to them, and what happened with all of these people. */
import { z } from 'zod';
import { attributeChanges, customer } from './customers.ts';
import { endpoint } from './endpoint.ts';
import { entry, nameLengthMax, textLengthMax, urlLengthMax } from './entries.ts';
import { id, time } from './ids.ts';
import { changed } from './message-change-entries.ts';
import { order } from './orders.ts';
import { pageOf, pageQuery } from './paging.ts';

/** The business's own id of a company. */
export const companyIdLengthMax = 320;
export const domainsMax = 50;
export const roleLengthMax = 100;
/** People of a list's company are counted up to here; there are so many, or more. */
export const peopleCountedMax = 1_000;

export const company = z.object({
  id,
  name: z.string().nullable(),
  /** The business's own id. */
  externalId: z.string().nullable(),
  domains: z.array(z.string()),
  website: z.string().nullable(),
  size: z.string().nullable(),
  address: z.string().nullable(),
  /** What the team keeps of it by hand. */
  note: z.string().nullable(),
  /** What is known besides, by name: what was proven last, else what was claimed last. */
  attributes: z.record(z.string(), z.unknown()),
  /** Whether anybody but a browser has told of it. */
  verified: z.boolean(),
  people: z.int(),
  createdAt: time,
  archivedAt: time.nullable(),
});
export type Company = z.output<typeof company>;

/** The fields of a company that are free text. */
export const companyFields = ['name', 'website', 'size', 'address', 'note'] as const;

/** Somebody who belongs to a company. */
export const companyPerson = z.object({
  customer,
  role: z.string().nullable(),
  /** Somebody said so who is believed; else a browser claimed it. */
  verified: z.boolean(),
});
export type CompanyPerson = z.output<typeof companyPerson>;

/** A company that a customer belongs to. */
export const companyOfCustomer = z.object({
  company: z.object({ id, name: z.string().nullable(), domains: z.array(z.string()) }),
  role: z.string().nullable(),
  verified: z.boolean(),
});
export type CompanyOfCustomer = z.output<typeof companyOfCustomer>;

/** What a company's people come to. */
export const companyFacts = z.object({
  people: z.int(),
  orders: z.int(),
  /** Per currency, the most ordered in first; `net` without what was given back. */
  values: z.array(z.object({ currency: z.string(), orders: z.int(), net: z.int() })),
  /** When a person of it and the business first and last had to do with one another. */
  firstTouchAt: time.nullable(),
  lastTouchAt: time.nullable(),
  openConversations: z.int(),
});
export type CompanyFacts = z.output<typeof companyFacts>;

const params = z.object({ id });
const name = z.string().trim().min(1).max(nameLengthMax);
const free = z.string().trim().min(1).max(urlLengthMax).nullable();
const role = z.string().trim().min(1).max(roleLengthMax).nullable();

const writable = z.object({
  name,
  externalId: z.string().trim().min(1).max(companyIdLengthMax).nullable().optional(),
  domains: z.array(z.string().trim().min(1).max(320)).max(domainsMax).optional(),
  website: free.optional(),
  size: free.optional(),
  address: free.optional(),
  note: z.string().trim().min(1).max(textLengthMax).nullable().optional(),
  attributes: attributeChanges.optional(),
});
export type CompanyInput = z.output<typeof writable>;

export const companyEndpoints = {
  listCompanies: endpoint({
    name: 'listCompanies',
    method: 'GET',
    path: '/companies',
    access: 'customers:read',
    summary:
      'Companies, newest first; `search` finds by part of a name, a domain or the business’s own id, the best match first. ' +
      '`archived=true` lists those that were archived instead.',
    query: pageQuery.extend({
      search: z.string().trim().min(1).max(textLengthMax).optional(),
      archived: z.enum(['true', 'false']).default('false'),
    }),
    output: pageOf(company),
    status: 200,
  }),
  createCompany: endpoint({
    name: 'createCompany',
    method: 'POST',
    path: '/companies',
    access: 'customers:write',
    summary: 'Writes down a company. Its id of the business and its domains are its own alone.',
    body: writable,
    output: company,
    status: 201,
  }),
  readCompany: endpoint({
    name: 'readCompany',
    method: 'GET',
    path: '/companies/:id',
    access: 'customers:read',
    summary: 'One company.',
    params,
    output: company,
    status: 200,
  }),
  updateCompany: endpoint({
    name: 'updateCompany',
    method: 'PATCH',
    path: '/companies/:id',
    access: 'customers:write',
    summary:
      'Changes what is sent, and leaves the rest; null takes it away. `domains` is the whole list. `archived` puts the ' +
      'company aside: it is kept, and neither listed nor searched.',
    params,
    body: writable.partial().extend({ archived: z.boolean().optional() }),
    output: company,
    status: 200,
  }),
  readCompanyFacts: endpoint({
    name: 'readCompanyFacts',
    method: 'GET',
    path: '/companies/:id/facts',
    access: 'customers:read',
    summary: 'What the people of a company come to: orders, value by currency, first and last touch.',
    params,
    output: companyFacts,
    status: 200,
  }),
  listCompanyPeople: endpoint({
    name: 'listCompanyPeople',
    method: 'GET',
    path: '/companies/:id/people',
    access: 'customers:read',
    summary: 'Who belongs to a company, with the role there; those who came last first.',
    params,
    query: pageQuery,
    output: pageOf(companyPerson),
    status: 200,
  }),
  addCompanyPerson: endpoint({
    name: 'addCompanyPerson',
    method: 'PUT',
    path: '/companies/:id/people/:customerId',
    access: 'customers:write',
    summary: 'Says that a customer belongs to a company, and what they do there; without `role` that stays.',
    params: z.object({ id, customerId: id }),
    body: z.object({ role: role.optional() }),
    output: companyPerson,
    status: 200,
  }),
  removeCompanyPerson: endpoint({
    name: 'removeCompanyPerson',
    method: 'DELETE',
    path: '/companies/:id/people/:customerId',
    access: 'customers:write',
    summary:
      'Says that a customer does not belong to a company. What browsers claim later does not change it.',
    params: z.object({ id, customerId: id }),
    status: 204,
  }),
  listCompanyOrders: endpoint({
    name: 'listCompanyOrders',
    method: 'GET',
    path: '/companies/:id/orders',
    access: 'customers:read',
    summary: 'Orders of everybody who belongs to a company, newest first.',
    params,
    query: pageQuery,
    output: pageOf(order),
    status: 200,
  }),
  readCompanyTimeline: endpoint({
    name: 'readCompanyTimeline',
    method: 'GET',
    path: '/companies/:id/timeline',
    access: 'customers:read',
    summary:
      'Entries of everybody who belongs to a company, newest first; `kinds` is a comma-separated list.',
    params,
    query: pageQuery.extend({ kinds: z.string().max(2_000).optional() }),
    output: pageOf(entry.extend({ changed: changed.optional() })),
    status: 200,
  }),
  listCustomerCompanies: endpoint({
    name: 'listCustomerCompanies',
    method: 'GET',
    path: '/customers/:id/companies',
    access: 'customers:read',
    summary: 'The companies that a customer belongs to, with the role there.',
    params,
    output: z.object({ data: z.array(companyOfCustomer) }),
    status: 200,
  }),
};
