/** For tests: how the page of a mail is made safe, and its pictures are fetched. */
export { bounded, pageCharsMax } from '../showing/bounds.ts';
export { checkPicture, fetchPicture, pictureHeaders, signedPicture } from '../showing/fetch-picture.ts';
export { pageDocument } from '../showing/page-document.ts';
export { type Showing, safePage } from '../showing/safe-page.ts';
