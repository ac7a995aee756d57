/** The endpoints of checklists and their templates. */
import { checklistEndpoints as endpoints } from '../../contract/checklists.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { changeTemplate, createTemplate, listTemplates } from './checklist-templates.ts';
import {
  addChecklist,
  addItem,
  changeChecklist,
  changeItem,
  listChecklists,
  listProgress,
  removeChecklist,
  removeItem,
  setDone,
} from './checklists.ts';

type Who = MemberCaller;

/** Every endpoint of checklists. */
export const checklistRoutes: Route<Who>[] = [
  route<Who, typeof endpoints.listChecklistTemplates>(endpoints.listChecklistTemplates, async ({ tx }) => ({
    data: await listTemplates(tx),
  })),
  route<Who, typeof endpoints.createChecklistTemplate>(
    endpoints.createChecklistTemplate,
    ({ tx, who, body }) => createTemplate(tx, by(who), body),
  ),
  route<Who, typeof endpoints.changeChecklistTemplate>(
    endpoints.changeChecklistTemplate,
    ({ tx, who, params, body }) => changeTemplate(tx, by(who), params.id, body),
  ),
  route<Who, typeof endpoints.listChecklists>(endpoints.listChecklists, async ({ tx, query }) => ({
    data: await listChecklists(tx, query.conversationId),
  })),
  route<Who, typeof endpoints.listChecklistProgress>(endpoints.listChecklistProgress, async ({ tx }) => ({
    data: await listProgress(tx),
  })),
  route<Who, typeof endpoints.addChecklist>(endpoints.addChecklist, ({ tx, who, body }) =>
    addChecklist(tx, by(who), body),
  ),
  route<Who, typeof endpoints.changeChecklist>(endpoints.changeChecklist, ({ tx, who, params, body }) =>
    changeChecklist(tx, by(who), params.id, body),
  ),
  route<Who, typeof endpoints.removeChecklist>(endpoints.removeChecklist, ({ tx, who, params }) =>
    removeChecklist(tx, by(who), params.id),
  ),
  route<Who, typeof endpoints.addChecklistItem>(endpoints.addChecklistItem, ({ tx, who, params, body }) =>
    addItem(tx, by(who), params.id, body.text),
  ),
  route<Who, typeof endpoints.changeChecklistItem>(
    endpoints.changeChecklistItem,
    ({ tx, who, params, body }) => changeItem(tx, by(who), params.id, body.text),
  ),
  route<Who, typeof endpoints.removeChecklistItem>(endpoints.removeChecklistItem, ({ tx, who, params }) =>
    removeItem(tx, by(who), params.id),
  ),
  route<Who, typeof endpoints.tickChecklistItem>(endpoints.tickChecklistItem, ({ tx, who, params }) =>
    setDone(tx, by(who), params.id, true),
  ),
  route<Who, typeof endpoints.untickChecklistItem>(endpoints.untickChecklistItem, ({ tx, who, params }) =>
    setDone(tx, by(who), params.id, false),
  ),
];
