/** The part of JSON Schema (2020-12) that the project's own schemas use; an unknown keyword is refused. */

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
}

const keywords = new Set([
  ...['$ref', 'type', 'const', 'enum', 'pattern', 'minimum', 'minItems', 'required', 'properties'],
  ...['additionalProperties', 'items', '$schema', '$id', '$defs', 'title', 'description'],
]);

/** What of a value does not fit a schema, one line for each fault. */
export function schemaFaults(value: unknown, root: object, schema: object = root, at = '$'): readonly string[] {
  const given = schema as Schema;
  const unknown = Object.keys(given).filter((keyword) => !keywords.has(keyword));
  if (unknown.length > 0) throw new Error(`${at}: unknown keyword ${unknown.join(', ')}`);
  if (given.$ref !== undefined) return schemaFaults(value, root, definition(root, given.$ref), at);
  if (
    given.type !== undefined &&
    typeOf(value) !== given.type &&
    !(given.type === 'number' && typeOf(value) === 'integer')
  ) {
    return [`${at}: is ${typeOf(value)}, not ${given.type}`];
  }
  const faults: string[] = [];
  if ('const' in given && value !== given.const) faults.push(`${at}: is not ${JSON.stringify(given.const)}`);
  if (given.enum !== undefined && !given.enum.includes(value))
    faults.push(`${at}: ${JSON.stringify(value)} is not in the list`);
  if (given.pattern !== undefined && !new RegExp(given.pattern, 'u').test(String(value)))
    faults.push(`${at}: ${value} does not fit ${given.pattern}`);
  if (given.minimum !== undefined && Number(value) < given.minimum) faults.push(`${at}: is below ${given.minimum}`);
  if (Array.isArray(value)) {
    if (value.length < (given.minItems ?? 0)) faults.push(`${at}: has ${value.length} items`);
    value.forEach((item, index) => {
      if (given.items !== undefined) faults.push(...schemaFaults(item, root, given.items, `${at}[${index}]`));
    });
  } else if (typeof value === 'object' && value !== null) faults.push(...memberFaults(value, root, given, at));
  return faults;
}

function memberFaults(value: object, root: object, schema: Schema, at: string): readonly string[] {
  const faults = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}: has no ${name}`);
  for (const [name, member] of Object.entries(value)) {
    const known = schema.properties?.[name];
    if (known !== undefined) faults.push(...schemaFaults(member, root, known, `${at}.${name}`));
    else if (schema.additionalProperties === false) faults.push(`${at}: ${name} is not defined`);
  }
  return faults;
}

function definition(root: object, reference: string): object {
  let found: unknown = root;
  for (const part of reference.split('/').slice(1)) found = (found as Record<string, unknown>)[part];
  if (typeof found !== 'object' || found === null) throw new Error(`${reference} does not exist`);
  return found;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
