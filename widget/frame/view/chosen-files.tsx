/** Files for the message that the visitor writes: chosen, pasted or dropped; each can be taken out again. */
import { useEffect, useState } from 'preact/hooks';
import type { attachmentsMax as serverAttachmentsMax } from '../../../contract/attachments.ts';
import type { Words } from '../locales/words.ts';
import { AttachIcon, CloseIcon } from './icons.tsx';

const attachmentsMax: typeof serverAttachmentsMax = 10;
const bytesPerMb = 1_048_576;

export type Chosen = {
  files: readonly File[];
  problem: string;
  add(given: Iterable<File>): void;
  remove(file: File): void;
  clear(): void;
};

/** What was chosen so far. `bytesMax` is what the server takes. */
export function useChosenFiles(bytesMax: number, say: Words): Chosen {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [problem, setProblem] = useState('');

  function add(given: Iterable<File>) {
    const all = [...given];
    const good = all.filter(({ size }) => size > 0 && size <= bytesMax);
    const next = [...files, ...good];
    setFiles(next.slice(0, attachmentsMax));
    setProblem(
      good.length < all.length
        ? say.tooLarge(Math.floor(bytesMax / bytesPerMb))
        : next.length > attachmentsMax
          ? say.tooMany(attachmentsMax)
          : '',
    );
  }

  useEffect(() => {
    const onOver = (event: DragEvent) => event.preventDefault();
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      add(event.dataTransfer?.files ?? []);
    };
    addEventListener('dragover', onOver);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('drop', onDrop);
    };
  });

  return {
    files,
    problem,
    add,
    remove: (file) => setFiles(files.filter((other) => other !== file)),
    clear() {
      setFiles([]);
      setProblem('');
    },
  };
}

export function ChosenFiles({ chosen, say }: { chosen: Chosen; say: Words }) {
  const { files, problem, remove } = chosen;
  return (
    <>
      {problem && (
        <p class="notice" role="alert">
          {problem}
        </p>
      )}
      {files.length > 0 && (
        <ul class="chosen" aria-label={say.attached}>
          {files.map((file) => (
            <li key={file}>
              <bdi>{file.name}</bdi>
              {file.type.startsWith('audio/') && <Listen file={file} />}
              <button
                type="button"
                aria-label={`${say.remove} ${file.name}`}
                onClick={({ currentTarget }) => {
                  // The button goes: the keyboard must not be left nowhere.
                  currentTarget.form?.querySelector('textarea')?.focus();
                  remove(file);
                }}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Whoever spoke wants to hear it before anybody else does. */
function Listen({ file }: { file: File }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  // biome-ignore lint/a11y/useMediaCaption: what somebody said has no captions
  return <audio src={address} controls aria-label={file.name} />;
}

export function AttachButton({ add, say }: { add: Chosen['add']; say: Words }) {
  return (
    <label class="attach" title={say.attach}>
      <AttachIcon />
      <input
        type="file"
        multiple
        class="unseen"
        aria-label={say.attach}
        onChange={({ currentTarget }) => {
          add(currentTarget.files ?? []);
          currentTarget.value = '';
        }}
      />
    </label>
  );
}
