import type { OperationsOf } from './groups.js';
import { CreateKey } from './keys/create-key.js';

/** What makes keys; a program whose keys come from seeds or a store needs it not. */
export const CREATION: OperationsOf<'creation'> = { CreateKey };
