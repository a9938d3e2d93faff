/** SHA-256 of the bytes, handed in by the caller so that this package stays pure: 32 bytes out. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;
