/** The shape of what is coming. Invisible for the first 200 ms, so that quick answers show no flicker. */
import classes from './skeletons.module.css';

/** Rows of a list, each of the height that the real one will have (in pixels). */
export function RowSkeletons({ rows = 6, height = 64 }: { rows?: number; height?: number }) {
  return (
    <div className={classes.late} aria-busy>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move.
        <div key={row} className={classes.row} style={{ blockSize: height }}>
          <span className={classes.dot} />
          <span className={classes.lines}>
            <span style={{ inlineSize: `${35 + ((row * 17) % 30)}%` }} />
            <span style={{ inlineSize: `${60 + ((row * 23) % 35)}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}

/** A form or a text: lines under a heading. */
export function PageSkeleton({ lines = 5 }: { lines?: number }) {
  return (
    <div className={classes.late} aria-busy>
      <div className={classes.page}>
        <span className={classes.heading} />
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move.
          <span key={line} style={{ inlineSize: `${55 + ((line * 29) % 45)}%` }} />
        ))}
      </div>
    </div>
  );
}
