import { noMoreThanLikely } from '../found/confidence.ts';
import type { CauseId } from '../rules/causes.ts';
import { adviceFor } from '../said/advice-for.ts';
import { isDenied, isInOrder, isRuledOut } from '../said/denied.ts';
import { howMeant, isAskedFor } from '../said/how-meant.ts';
import { quoteOf } from '../text/quote.ts';
import { isCompatible } from './compatible.ts';
import { isAbout } from './said-about.ts';
import { sayings } from './sayings/registry.ts';
import { type Look, line, type Sign } from './sign.ts';
import { subjectsOf } from './subjects.ts';

/** What messages and answers say about themselves, in the words that servers and libraries have in common. */
export const sayingSigns: Look = function* saying(view) {
  if (view.subject !== undefined || view.words.trim() === '') return;
  const [last] = subjectsOf(view.all);
  for (const { says, causes, confidence = 'likely', specificity = 2, about, without } of sayings) {
    if (about !== undefined && !isAbout(view, about)) continue;
    const found = says.exec(view.words);
    if (found === null) continue;
    const around = view.words.slice(Math.max(0, found.index - 80), found.index + found[0].length + 80);
    if (without?.test(around)) continue;
    const message = quoteOf(view.words, found.index, found.index + found[0].length);
    const isRemark = view.words.lastIndexOf(found[0]) < view.remarks.length;
    const beside = isRemark ? 'description' : 'message';
    const where = last?.outcome === 'refused' && says.test(last.text) ? 'answer' : beside;
    const linesOf = (cause: CauseId): Sign['lines'] => [line(where, message, adviceFor(cause).expected)];
    const first = causes.find((cause) => last === undefined || isCompatible(cause, last)) ?? causes[0];
    const others = causes.filter((cause) => cause !== first);
    // What the reporter alone says proves nothing, where the answer is there and has other words.
    const isTold = isRemark && last?.outcome === 'refused' && last.text;
    const voice = { isReporter: isRemark, isGeneral: true };
    const place = [found.index, found.index + found[0].length] as const;
    const isProof = !isTold && howMeant(view.words, ...place, voice) === 'meant';
    const isVain = isRemark
      ? isAskedFor(view.words, ...place) || isDenied(view.words, ...place) || isInOrder(found[0])
      : isRuledOut(view.words, found.index) || isInOrder(found[0]);
    const sureness = isVain ? 'possible' : isProof ? confidence : noMoreThanLikely(confidence);
    yield { cause: first, variant: 'said', confidence: sureness, specificity, lines: linesOf(first) };
    for (const cause of others) yield { cause, variant: 'said', confidence: 'possible', lines: linesOf(cause) };
  }
};
