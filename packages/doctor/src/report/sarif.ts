import type { Diagnosis } from '../diagnosis.ts';
import type { Examination } from '../examination.ts';
import { causes } from '../rules/causes.ts';
import type { Confidence } from '../rules/rule.ts';
import { hasFailed } from './timeline.ts';

/** What SARIF says about where the examination comes from. */
export interface SarifOrigin {
  /** Version of Candor. */
  readonly version: string;
  /** The file that was read, as a URI reference. */
  readonly artifact: string;
}

const levels: Readonly<Record<Confidence, 'error' | 'warning' | 'note'>> = {
  certain: 'error',
  likely: 'warning',
  possible: 'note',
};
const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * Renders an examination as a SARIF 2.1.0 log of one run: a rule for each cause, a result for each diagnosis, at the
 * exchange that was refused. `certain` is an error, `likely` a warning, `possible` a note. Ends with a line break.
 */
export function renderSarif(examination: Examination, { version, artifact }: SarifOrigin): string {
  const { diagnoses } = examination;
  const place = placeOf(examination, artifact);
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'candor doctor', version, semanticVersion: version, rules: diagnoses.map(ruleOf) },
        },
        artifacts: [{ location: { uri: artifact } }],
        results: diagnoses.map((diagnosis, at) => resultOf(diagnosis, at, place)),
        invocations: [{ executionSuccessful: true }],
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf({ cause, confidence, title }: Diagnosis): object {
  const known = Object.hasOwn(causes, cause) ? causes[cause as keyof typeof causes] : title;
  return {
    id: cause,
    shortDescription: { text: known },
    defaultConfiguration: { level: levels[confidence] },
    help: { text: `candor doctor --explain ${cause}` },
  };
}

function resultOf(diagnosis: Diagnosis, ruleIndex: number, place: object): object {
  const { cause, variant, title, confidence, evidence, why, fix, retry, whoseMove } = diagnosis;
  const lines = evidence.map(({ where, seen, expected }) => `${where}: sent ${seen}, expected ${expected}`);
  return {
    ruleId: cause,
    ruleIndex,
    kind: 'fail',
    level: levels[confidence],
    message: { text: [title, ...lines, why, fix].join('\n') },
    locations: [place],
    partialFingerprints: { 'cause/v1': `${cause}:${variant}` },
    properties: { variant, confidence, evidence, why, fix, retry, whoseMove },
  };
}

/** The first refused exchange, or the file as a whole. A line is a region; an entry of a HAR is a logical location. */
function placeOf({ exchanges }: Examination, artifact: string): object {
  const where = exchanges.find(hasFailed)?.where;
  const line = Number(/\bline (\d{1,9})/.exec(where ?? '')?.[1] ?? 0);
  return {
    physicalLocation: {
      artifactLocation: { uri: artifact, index: 0 },
      ...(line > 0 ? { region: { startLine: line } } : {}),
    },
    ...(where === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: where }] }),
  };
}
