import { explains } from './_explained.ts';
import { codeRows } from './explained/code.ts';

await explains('authorization codes', codeRows);
