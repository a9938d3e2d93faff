import { explains } from './_explained.ts';
import { redirectUriRows } from './explained/redirect-uri.ts';

await explains('redirect URIs', redirectUriRows);
