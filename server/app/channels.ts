/** The channels of this program. */
import { registryOf } from '../channels/index.ts';
import { webchat } from '../channels/webchat/index.ts';

export const channels = registryOf([webchat]);
