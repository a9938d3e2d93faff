import { explains } from './_explained.ts';
import { clientAuthenticationRows } from './explained/client-authentication.ts';

await explains('client authentication', clientAuthenticationRows);
