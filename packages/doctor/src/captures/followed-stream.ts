/** What a program shows of a connection that it followed: each message begins where the one before has ended. */

/** A line of a body with the first line of the next message behind it. */
const glued =
  /^(?<body>[^\n]{1,30000}?[^\s"'`(>:,-])(?<next>HTTP\/1\.[01] [1-5]\d\d\b[^\n"'{]{0,60}|(?:GET|POST|PUT|PATCH|DELETE) \/[^\s"']{0,4096} HTTP\/1\.[01])[ \t\r]*$/gm;
const ofBody = /^[\w.%[\]-]{1,64}=[^\s"']*$|[}\]]$/;

/** Each message on lines of its own. */
export function streamWrittenOut(text: string): string {
  return text.replace(glued, (whole: string, body: string, next: string) =>
    ofBody.test(body) ? `${body}\n\n${next}` : whole,
  );
}
