import { explains } from './_explained.ts';
import { transportRows } from './explained/transport.ts';

await explains('how a request is sent', transportRows);
