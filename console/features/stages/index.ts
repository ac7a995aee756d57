/** Lifecycle stages: the rule by which what happens stands for one, and the stage of a customer. */
export { CustomerStage } from './customer-stage.tsx';
export { useStageOf } from './queries.ts';
export { StageFilter } from './stage-filter.tsx';
export { StagesScreen } from './stages-screen.tsx';
