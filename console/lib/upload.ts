/** Sending a file's bytes, with a word on how far they are: only an XMLHttpRequest tells that. */
import { attachmentEndpoints as endpoints, type Upload } from '../../contract/attachments.ts';
import { headersOf, NetworkError, refusal, urlOf } from './api.ts';

/** Uploads a file for a message of a conversation. @throws ApiError, NetworkError; an abort passes through. */
export function uploadFile(
  conversationId: string,
  file: File,
  { onShare, signal }: { onShare: (share: number) => void; signal: AbortSignal },
): Promise<Upload> {
  const parts = { params: { id: conversationId }, query: { name: file.name } };
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(endpoints.uploadFile.method, urlOf(endpoints.uploadFile, parts));
    for (const [name, value] of Object.entries(headersOf({}, { bytes: file }))) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as Upload);
      else reject(refusal(status, responseText));
    };
    request.onerror = () => reject(new NetworkError('no answer'));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
