import { explains } from './_explained.ts';
import { bearerRows } from './explained/bearer.ts';

await explains('access tokens', bearerRows);
