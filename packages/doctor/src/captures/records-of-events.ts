/** What says when an event was, in the records of providers: Keycloak, Okta, Auth0, Entra. */
const times = ['time', 'timestamp', '@timestamp', 'date', 'published', 'createdDateTime'];

const mostRecords = 500;

/** The records of a list of events, as a provider's administration gives them; none where it is anything else. */
export function recordsIn(value: unknown): readonly object[] {
  if (!Array.isArray(value)) return [];
  const records = value.slice(-mostRecords).filter(isRecord);
  return records.length === Math.min(value.length, mostRecords) ? records : [];
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && times.some((name) => Object.hasOwn(value, name));
}
