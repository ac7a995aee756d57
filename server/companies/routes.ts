/** The companies' endpoints. */
import { companyEndpoints as endpoints } from '../../contract/companies.ts';
import { positionHeader } from '../../contract/realtime.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { kindsAsked, readCustomer } from '../customers/index.ts';
import { currentPosition } from '../ledger/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { createCompany, updateCompany } from './company.ts';
import { listOrdersOf, readFacts, readTimelineOf } from './facts.ts';
import { addPerson, removePerson } from './members.ts';
import { companiesOfCustomer, listCompanies, listPeople, readCompany, readPerson } from './queries.ts';
import { searchCompanies } from './search.ts';

type Who = MemberCaller;

export const companyRoutes: Route<Who>[] = [
  route<Who, typeof endpoints.listCompanies>(endpoints.listCompanies, ({ tx, query }) => {
    const { search } = query;
    const asked = { ...query, isArchived: query.archived === 'true' };
    return search === undefined ? listCompanies(tx, asked) : searchCompanies(tx, { ...asked, search });
  }),
  route<Who, typeof endpoints.createCompany>(endpoints.createCompany, ({ tx, who, body }) =>
    createCompany(tx, by(who), body),
  ),
  route<Who, typeof endpoints.readCompany>(endpoints.readCompany, ({ tx, params }) =>
    readCompany(tx, params.id),
  ),
  route<Who, typeof endpoints.updateCompany>(endpoints.updateCompany, ({ tx, who, params, body }) =>
    updateCompany(tx, by(who), params.id, body),
  ),
  route<Who, typeof endpoints.readCompanyFacts>(endpoints.readCompanyFacts, ({ tx, params }) =>
    readFacts(tx, params.id),
  ),
  route<Who, typeof endpoints.listCompanyPeople>(
    endpoints.listCompanyPeople,
    async ({ tx, params, query }) => {
      await readCompany(tx, params.id);
      return listPeople(tx, params.id, query);
    },
  ),
  route<Who, typeof endpoints.addCompanyPerson>(
    endpoints.addCompanyPerson,
    async ({ tx, who, params, body }) => {
      const { id, customerId } = params;
      return readPerson(tx, id, await addPerson(tx, by(who), id, customerId, body.role));
    },
  ),
  route<Who, typeof endpoints.removeCompanyPerson>(endpoints.removeCompanyPerson, ({ tx, who, params }) =>
    removePerson(tx, by(who), params.id, params.customerId),
  ),
  route<Who, typeof endpoints.listCompanyOrders>(endpoints.listCompanyOrders, ({ tx, params, query }) =>
    listOrdersOf(tx, params.id, query),
  ),
  route<Who, typeof endpoints.readCompanyTimeline>(
    endpoints.readCompanyTimeline,
    async ({ tx, params, query, reply }) => {
      reply.header(positionHeader, await currentPosition(tx));
      const page = await readTimelineOf(tx, params.id, { ...query, kinds: kindsAsked(query.kinds) });
      return { rawJson: `{"data":[${page.data.join(',')}],"next":${JSON.stringify(page.next)}}` };
    },
  ),
  route<Who, typeof endpoints.listCustomerCompanies>(
    endpoints.listCustomerCompanies,
    async ({ tx, params }) => {
      const { id } = await readCustomer(tx, params.id);
      return { data: await companiesOfCustomer(tx, id) };
    },
  ),
];
