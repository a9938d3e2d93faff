import { domainOf } from '../../evidence/address.ts';

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
