/** What a page is given after the engine: every text, who hears them, and the scales of likeness. */
export { libraries } from '../libraries/registry.ts';
export { weigh } from '../likeness/weigh.ts';
export { providers } from '../providers/registry.ts';
export { causeAdvice } from '../said/cause-advice.ts';
export { hearers } from '../said/hearers.ts';
export { questions } from '../signs/questions.ts';
export { clues } from '../signs/remarks/registry.ts';
export { sayings } from '../signs/sayings/registry.ts';
