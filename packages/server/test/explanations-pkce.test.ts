import { explains } from './_explained.ts';
import { pkceRows } from './explained/pkce.ts';

await explains('PKCE', pkceRows);
