import type { Library } from './library.ts';

/** What HTTP clients say of a header that they will not send. */
export const httpClients: Library = {
  name: 'http-clients',
  title: 'HTTP clients',
  texts: [
    {
      says: [
        'Invalid character in header content ["Authorization"]',
        'invalid header field value for "Authorization"',
        "Invalid header value b'Bearer",
        "Illegal header value b'Bearer",
        'Invalid leading whitespace, reserved character(s), or return character(s) in header value: Bearer',
        'Invalid return character or leading space in header: Authorization',
        'Unexpected char … in Authorization value: Bearer',
        'Unexpected char … in header value: Bearer',
        'in message header value: Bearer',
        'New-line characters are not allowed in header values',
        '"Bearer … is not valid header value',
        'Bearer … is an invalid header value',
      ],
      without: ['Content-Type header'],
      cause: 'token-use/authorization-header-malformed',
      confidence: 'certain',
      variant: 'not-sendable',
      what: 'The runtime refuses to send the Authorization header: its value has a character that no header may have.',
      why: 'The token was read with a line break, a quotation mark or a blank around it, or is an object that became a text.',
      fix: ['Trim what was read from the file, the variable or the answer before it becomes the header.'],
      possible: ['transport-endpoint/stray-whitespace'],
    },
    {
      says: [
        'Unexpected char 0x0a at … in header value: Basic',
        'Unexpected char 0x0a at … in Authorization value: Basic',
      ],
      cause: 'client-authentication/basic-content-wrong',
      confidence: 'certain',
      variant: 'line-break',
      what: 'The runtime refuses to send the Authorization header: the Base64 of id and secret has a line break.',
      why: 'Some encoders break the text after 76 characters, and some add a line break at its end.',
      fix: ['Encode without line breaks: NO_WRAP on Android, base64 -w0 on the command line.'],
      possible: ['transport-endpoint/stray-whitespace'],
    },
    {
      says: ['Unexpected char … in Authorization value'],
      without: ['in Authorization value: Bearer', 'in Authorization value: Basic'],
      cause: 'token-use/authorization-header-malformed',
      variant: 'not-sendable',
      possible: ['transport-endpoint/stray-whitespace', 'client-authentication/basic-content-wrong'],
    },
  ],
};
