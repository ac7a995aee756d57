/**
 * Imports: files of rows become customers, orders, events and the like. Invariants: a batch commits with the place up to
 * which the file is done; the same row changes nothing again; a row that can't be taken is refused with a reason and the
 * others are taken; memory does not grow with the file.
 */
export { type CommandResult, runFromCommand } from './command.ts';
export { orderOf } from './dates.ts';
export { importsHolding } from './erase.ts';
export { guessCountry } from './guess-reading.ts';
export type { Holding as ImportHolding, ImportKind } from './kind.ts';
export { companies } from './kind-companies.ts';
export { customers } from './kind-customers.ts';
export { events } from './kind-events.ts';
export { messages } from './kind-messages.ts';
export { orders } from './kind-orders.ts';
export { refunds } from './kind-refunds.ts';
export { reviews } from './kind-reviews.ts';
export { importRoutes } from './routes.ts';
export { createRunner, type Runner } from './runner.ts';
export { type FieldShown, shownFields } from './shown-fields.ts';
export { guessOf, readTable, type Table, type Taken } from './table.ts';
