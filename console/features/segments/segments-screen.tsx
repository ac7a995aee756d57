/** Segments: the list of them, a new one, or the one in the address. */
import { useLiveSegments } from './queries.ts';
import { SegmentEditor } from './segment-editor.tsx';
import { SegmentList } from './segment-list.tsx';
import { SegmentPage } from './segment-page.tsx';
import classes from './segments.module.css';

/** Stands in the address where an id would. */
const brandNew = 'new';

export function SegmentsScreen({ segmentId }: { segmentId?: string }) {
  useLiveSegments();
  return (
    <div className={classes.screen}>
      {segmentId === undefined && <SegmentList />}
      {segmentId === brandNew && <SegmentEditor />}
      {segmentId !== undefined && segmentId !== brandNew && <SegmentPage key={segmentId} id={segmentId} />}
    </div>
  );
}
