/** The channels of this program. */

import { email } from '../channels/email/index.ts';
import { registryOf } from '../channels/index.ts';
import { webchat } from '../channels/webchat/index.ts';

export const channels = registryOf([webchat, email]);
