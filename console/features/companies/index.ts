/**
 * Companies: who they are, who belongs to them, and what happened with all of these people.
 *
 * Invariant: names, domains and notes come from strangers too; they are shown as text, isolated in direction.
 */
export { CompaniesScreen } from './companies-screen.tsx';
