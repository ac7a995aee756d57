/** Names of files as strangers give them, made harmless for every system that they may be saved on. */

const bytesMax = 255;
/** What stands behind the last dot is kept when a name is cut, unless it is no ending at all. */
const endingBytesMax = 20;
const nameless = 'file';

/** Control characters, those that turn the direction of writing, and those that nobody sees. Joiners stay: words and emoji need them. */
const unseen =
  /[\p{Cc}\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0001}\u{e0020}-\u{e007f}]/gu;
/** What no file's name may hold on one system or another. */
const forbidden = /[/\\<>:"|?*\u2044\u2215\uff0f\uff3c]/gu;
/** Names of devices, whatever stands behind the first dot. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)/iu;

/** A name that shows what it is: cleaning it again changes nothing. */
export function cleanName(given: string): string {
  const plain = trimmed(
    given.toWellFormed().replaceAll(unseen, '').replaceAll(forbidden, '_').normalize('NFC'),
  );
  return cut(reserved.test(plain) ? `_${plain}` : plain) || nameless;
}

/** Neither hidden by a dot at its beginning nor changed by a system that drops dots and spaces at its end. */
function trimmed(name: string): string {
  return name.replace(/^[\s.]+/u, '').replace(/[\s.]+$/u, '');
}

function cut(name: string): string {
  if (Buffer.byteLength(name) <= bytesMax) return name;
  const dot = name.lastIndexOf('.');
  const last = dot > 0 ? name.slice(dot) : '';
  const ending = Buffer.byteLength(last) <= endingBytesMax ? last : '';
  const stem = ending === '' ? name : name.slice(0, dot);
  return trimmed(begin(stem, bytesMax - Buffer.byteLength(ending))) + ending;
}

/** As many characters as there is room for. */
function begin(text: string, room: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > room) break;
    kept += character;
  }
  return kept;
}
