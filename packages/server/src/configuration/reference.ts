import { z } from 'zod';
import { configurationSchema } from './schema.ts';

/** One setting as the reference and the help show it. */
export interface SettingReference {
  readonly key: string;
  readonly type: string;
  readonly default: string;
  readonly unit: string;
  readonly meaning: string;
  readonly production: string;
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly unit?: string;
  readonly production?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** Every setting of the schema, in its order, with `<name>` where a key is the reader's own. */
export function configurationReference(): readonly SettingReference[] {
  const rows: SettingReference[] = [];
  collect(z.toJSONSchema(configurationSchema, { io: 'input' }) as JsonSchema, '', rows);
  return rows;
}

function collect(schema: JsonSchema, prefix: string, rows: SettingReference[]): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const key = prefix ? `${prefix}.${name}` : name;
    const isGroup = property.properties !== undefined;
    if (!isGroup) rows.push(row(key, property));
    collect(property, key, rows);
    const entries = property.additionalProperties;
    if (typeof entries === 'object') collect(entries, `${key}.<name>`, rows);
  }
}

function row(key: string, property: JsonSchema): SettingReference {
  return {
    key,
    type: property.enum ? property.enum.join(' or ') : typeName(property),
    default: property.default === undefined ? '' : JSON.stringify(property.default),
    unit: property.unit ?? '',
    meaning: property.description ?? '',
    production: property.production ?? '',
  };
}

function typeName(property: JsonSchema): string {
  if (property.anyOf) return property.anyOf.map(typeName).join(' or ');
  if (property.type === 'array') return `list of ${property.items?.type ?? 'values'}`;
  return property.type === 'object' ? 'table' : (property.type ?? '');
}
