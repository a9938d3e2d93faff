import { explains } from './_explained.ts';
import { refreshRows } from './explained/refresh.ts';

await explains('refresh tokens', refreshRows);
