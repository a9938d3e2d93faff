const stage =
  /(?:^|[.-])(dev|develop|test|testing|stage|staging|stg|sandbox|demo|uat|qa|preview|preprod|acc|int)(?=[.\d-]|$)/i;

/** The stage before production that a host names, such as `sandbox`. */
export function stageOf(host: string): string | undefined {
  return stage.exec(host)?.[1];
}
