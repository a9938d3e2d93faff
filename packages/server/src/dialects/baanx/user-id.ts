/** A user's id as the provider writes ids, a UUID: the 12 bytes of ours and a filling that says so. */
export function userUuid(userId: string): string {
  const hex = Buffer.from(userId, 'base64url').toString('hex').padEnd(24, '0').slice(0, 24);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 24)}000000`;
}

/** The user id that `userUuid` made a UUID of; undefined for any other text. */
export function userIdOf(uuid: string): string | undefined {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{6})000000$/i.exec(uuid);
  return match ? Buffer.from(match.slice(1).join(''), 'hex').toString('base64url') : undefined;
}
