/** Changes of one moment are told at once. */
const pauseMilliseconds = 100;

/** Collects the last value for each key, and hands over all of them a moment after the first. */
export function createMoment<Value>(tell: (values: Value[]) => void): (key: string, value: Value) => void {
  const waiting = new Map<string, Value>();
  return (key, value) => {
    if (waiting.size === 0) {
      setTimeout(() => {
        const values = [...waiting.values()];
        waiting.clear();
        tell(values);
      }, pauseMilliseconds).unref();
    }
    waiting.set(key, value);
  };
}
