import { domainOf } from '../../evidence/address.ts';
import type { Seen } from '../view.ts';

const stage =
  /(?:^|[.-])(dev|develop|test|testing|stage|staging|stg|sandbox|demo|uat|qa|preview|preprod|acc|int)(?=[.\d-]|$)/i;

/** Names that stand for much else too: accounts, the interior, a customer's or an app's own. */
const ambiguous: ReadonlySet<string> = new Set(['acc', 'int', 'demo', 'preview', 'test', 'testing']);

/** The stage before production that a host names, such as `sandbox`. */
export function stageOf(host: string): string | undefined {
  return stage.exec(host)?.[1];
}

/** Tells whether two hosts of one domain name different stages, or one of them none. */
export function differInStage(one: string, other: string): boolean {
  return stageOf(one) !== stageOf(other) && domainOf(one) === domainOf(other);
}

/** Tells whether the stages that these hosts name are surely stages. */
export function areClearStages(...hosts: readonly string[]): boolean {
  return hosts.every((host) => !ambiguous.has(stageOf(host)?.toLowerCase() ?? ''));
}

/** The host without the name of its stage. */
export function withoutStage(host: string): string {
  return host.replace(stage, '').replace(/^[.-]/, '');
}

/** Tells whether the host that was called is one of a stage. */
export function isAtStage(subject: Seen): boolean {
  return stageOf(subject.host) !== undefined;
}

/** Tells whether the answer refuses without a reason that has nothing to do with environments. */
export function isPlainlyRefused({ outcome, text }: Seen): boolean {
  const isOfAge = /expired|already (?:been )?(?:used|redeemed)|was (?:used|redeemed)/i.test(text);
  return outcome === 'refused' && (!isOfAge || /(?:invalid|not found|unknown)[^\n]{0,30}\bor\b/i.test(text));
}
