/** A text as a file among the visitor's downloads. */
const releaseMilliseconds = 60_000;

export function saveText(name: string, text: string): void {
  // Without the mark at its beginning some editors take Chinese for something else.
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), releaseMilliseconds);
}
