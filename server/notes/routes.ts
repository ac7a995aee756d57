/** The endpoints of notes on customers. */
import { noteEndpoints as endpoints } from '../../contract/notes.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { changeNote, deleteNote, listNotes, writeNote } from './note.ts';

type Who = MemberCaller;

/** Every endpoint of notes on customers. */
export const noteRoutes: Route<Who>[] = [
  route<Who, typeof endpoints.listNotes>(endpoints.listNotes, async ({ tx, params }) => ({
    data: await listNotes(tx, params.id),
  })),
  route<Who, typeof endpoints.writeNote>(endpoints.writeNote, ({ tx, who, params, body }) =>
    writeNote(tx, by(who), params.id, body.text),
  ),
  route<Who, typeof endpoints.changeNote>(endpoints.changeNote, ({ tx, who, params, body }) =>
    changeNote(tx, by(who), params.id, body),
  ),
  route<Who, typeof endpoints.deleteNote>(endpoints.deleteNote, ({ tx, who, params }) =>
    deleteNote(tx, who, params.id),
  ),
];
