/**
 * Segments: living sets of customers, built without writing code.
 *
 * Invariant: a condition is only sent when everything in it is filled in; what is typed is never lost by a refusal.
 */
export { CustomerSegments } from './customer-segments.tsx';
export { readFilter } from './filter.ts';
export { FilterPanel } from './filter-panel.tsx';
export { matchesQuery, previewQuery, segmentPeopleQuery, segmentsQuery } from './queries.ts';
export { SegmentsScreen } from './segments-screen.tsx';
