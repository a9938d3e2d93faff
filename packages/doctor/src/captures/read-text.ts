/**
 * Reads what people paste: requests, answers, commands, addresses, bodies, error lines and remarks, in any mixture, with
 * labels, fences and numbers between them, and with nothing at all.
 */
import {
  accessLine,
  bareStatus,
  bodyLabel,
  clientLabel,
  fence,
  headerLine,
  headersLabel,
  isWholeAddress,
  knownHeader,
  logOf,
  number,
  pageWord,
  requestLabel,
  requestLine,
  responseLabel,
  statusLine,
  statusOfLabel,
  tokenAnswerLabel,
  underscoredHeader,
} from './line-forms.ts';
import { endOfExchange } from './logged-exchange.ts';
import { isToldOf, mentionedAddress } from './mentioned-address.ts';
import {
  isBelowRedirect,
  isClosed,
  isMultipart,
  isOfPage,
  isOpenMultipart,
  isPrintedBy,
  isWithoutBody,
  plainHostsIn,
  replaceBody,
} from './open-message.ts';
import type { RawRequest } from './raw-message.ts';
import { commandAt } from './read-command.ts';
import { looksLikeForm, parseLenient } from './read-parameters.ts';
import { recordsIn } from './records-of-events.ts';
import { endOfJson, isFirstStep, isListed, joinWrapped, unmarked } from './text-spans.ts';
import { type ReadText, Transcript } from './transcript.ts';

/** Somebody who tells: no server speaks so of itself. */
const firstPerson = /(?:^|[\s(])I(?:['’](?:m|ve|d))? [a-z]|^My /;

/** Where the next line belongs. */
type Part = 'nothing' | 'request-headers' | 'request-body' | 'response-headers' | 'response-body' | 'client';

/** @param firstLine number of the text's first line in the capture. */
export function readText(text: string, firstLine = 1): ReadText {
  const transcript = new Transcript(firstLine, plainHostsIn(text));
  const reader = new TextReader(transcript);
  const lines = joinWrapped(text.split(/\r?\n/));
  for (let at = 0; at < lines.length; at++) at = reader.take(lines, at);
  return transcript.finish();
}

class TextReader {
  readonly #transcript: Transcript;
  #part: Part = 'nothing';

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
  }

  /** Takes the line at `at`, and those that belong to it. @returns the index of the last one taken. */
  take(lines: readonly string[], at: number): number {
    const raw = lines[at] ?? '';
    if (fence.test(raw)) return this.#fence(lines, at);
    const line = unmarked(raw).trim();
    const command = this.#command(lines, at);
    if (command !== undefined) return command;
    if (this.#isDivider(line, lines, at)) return at;
    if ((this.#part === 'nothing' || this.#part === 'request-body') && isListed(lines, at))
      return this.#transcript.note(raw, at);
    if (this.#startsMessage(line, at)) return at;
    if (line === '') return this.#blank(lines, at);
    if (this.#isHeader(line)) return at;
    return this.#content(lines, at, line);
  }

  /** Takes a command as the request that it sends. @returns the index of its last line, or undefined where none begins. */
  #command(lines: readonly string[], at: number): number | undefined {
    const command = commandAt(lines, at);
    if (command === undefined) return undefined;
    this.#close();
    this.#transcript.reads('curl');
    this.#open(command.request, at);
    if (this.#transcript.request) this.#transcript.request.ofCommand = command.request.headers;
    this.#part = 'nothing';
    return command.end;
  }

  #fenceAt = Number.POSITIVE_INFINITY;

  /** The fence that closes around an answer ends it, unless its page stands below, or a fence of its own. */
  #fence(lines: readonly string[], at: number): number {
    if (this.#part.startsWith('response') && (this.#transcript.response?.line ?? 0) > this.#fenceAt) {
      const next = lines.slice(at + 1).find((line) => line.trim() !== '') ?? '';
      if (!/^\s*[<`~]/.test(next)) this.#part = 'nothing';
    }
    this.#fenceAt = this.#fenceAt < at ? Number.POSITIVE_INFINITY : at;
    return at;
  }

  #isDivider(line: string, lines: readonly string[], at: number): boolean {
    const bare = line
      .replace(/^#{1,6}\s+/, '')
      .replace(/^[*_]{1,2}(.*?)[*_]{1,2}:?$/, '$1')
      .trim();
    if (bare !== '' && number.test(bare) && !/^\d{3}$/.test(bare)) {
      this.#close();
      return true;
    }
    if (bare === endOfExchange) {
      this.#close();
      return true;
    }
    if (/^[-=*_]{3,}$/.test(bare)) return true;
    if (requestLabel.test(bare)) {
      // What a browser shows below the label may be the request of the command above it.
      const next = lines.slice(at + 1, at + 4).find((one) => one.trim() !== '') ?? '';
      const isShown = this.#transcript.request?.ofCommand !== undefined && !this.#transcript.response;
      if (!isShown || !/^Request URL\s*:/i.test(next)) this.#close();
      this.#part = 'request-headers';
      return true;
    }
    if (responseLabel.test(bare)) {
      // The answer to a redemption is none to the address with which the login began.
      if (tokenAnswerLabel.test(bare) && /[?&]response_type=/.test(this.#transcript.request?.url ?? '')) this.#close();
      this.#part = 'response-headers';
      const status = statusOfLabel.exec(bare)?.[1];
      if (status !== undefined) this.#answer(Number(status), at);
      return true;
    }
    if (clientLabel.test(bare)) {
      this.#part = 'client';
      return true;
    }
    if (headersLabel.test(bare)) return true;
    if (bodyLabel.test(bare)) {
      this.#part = this.#transcript.response ? 'response-body' : 'request-body';
      return true;
    }
    return false;
  }

  /** A line that begins a request or an answer. */
  #startsMessage(line: string, at: number): boolean {
    const url = /^Request URL\s*:\s*(\S.*)$/i.exec(line)?.[1];
    if (url !== undefined) {
      const open = this.#transcript.request;
      const isPrinted = open !== undefined && !this.#transcript.response && isPrintedBy(open, open.method ?? '', url);
      if (isPrinted) open.headers = [];
      else if (open?.url !== undefined) this.#close();
      if (this.#transcript.request) this.#transcript.request.url = url.trim();
      else this.#open({ url: url.trim(), headers: [] }, at);
      this.#part = 'request-headers';
      return true;
    }
    const method = /^Request Method\s*:\s*([A-Z]+)$/i.exec(line)?.[1];
    if (method !== undefined) {
      if (this.#transcript.request) this.#transcript.request.method = method;
      else this.#open({ method, headers: [] }, at);
      return true;
    }
    const isBare =
      this.#transcript.request !== undefined && this.#transcript.response === undefined && /^[1-5]\d\d$/.test(line);
    const bare = this.#isSaidAgain(line) ? undefined : bareStatus.exec(line)?.[1];
    const status = statusLine.exec(line)?.[1] ?? bare ?? (isBare ? line : undefined);
    // A program may print statuses of what went well on its way.
    const isOnTheWay = this.#part === 'client' && Number(status) < 400 && !line.startsWith('HTTP/');
    if (status !== undefined && !isOnTheWay) {
      this.#answer(Number(status), at);
      return true;
    }
    return this.#startsRequest(line, at);
  }

  /** The page of an answer, which says no more than its status line did. */
  #isSaidAgain(line: string): boolean {
    const isOpen = this.#part === 'response-headers' || this.#part === 'response-body';
    return (
      isOpen &&
      this.#transcript.response?.body.length === 0 &&
      line.startsWith(String(this.#transcript.response.status))
    );
  }

  /** The log that had a target first. */
  readonly #logs = new Map<string, string>();

  #startsRequest(line: string, at: number): boolean {
    const access = accessLine.exec(line);
    if (access && this.#part !== 'request-body') {
      const [, method = '', target = '', status = ''] = access;
      this.#transcript.reads('log');
      this.#transcript.note(line, at, 'log-line');
      // Another log tells of the same request; one log that has it twice tells of two.
      const log = logOf(line.slice(0, access.index));
      const isKnown = this.#transcript.hasRequest((url) => url.endsWith(target)) && this.#logs.get(target) !== log;
      if (isKnown || !/[?]/.test(target)) return true;
      this.#logs.set(target, log);
      this.#close();
      this.#open({ method, url: target, headers: [] }, at);
      this.#answer(Number(status), at);
      this.#close();
      return true;
    }
    const [, method, target] = requestLine.exec(line) ?? [];
    if (
      method !== undefined &&
      target !== undefined &&
      !/\s(?:->|→|=>)\s/.test(target) &&
      /^(?:https?:\/\/|\/|\{\{|\*$|[\w.-]+\.[a-z]{2,}\/|[a-z][\w.+-]{1,40}:\/{1,2}[^\s<>?#]*[?#]\S*$)/i.test(target)
    ) {
      this.#transcript.reads('http');
      if (
        this.#transcript.request &&
        isPrintedBy(this.#transcript.request, method, target) &&
        !this.#transcript.response
      ) {
        this.#transcript.request.headers = [];
        this.#transcript.request.isPrinted = true;
        this.#part = 'request-headers';
        return true;
      }
      this.#close();
      this.#open({ method, url: target, headers: [] }, at);
      this.#part = 'request-headers';
      return true;
    }
    return this.#isAddress(line, at);
  }

  /** An address on a line of its own: a request that somebody made with it. */
  #isAddress(line: string, at: number): boolean {
    const [, label = '', address = ''] =
      /^((?:[\w .'()-]{1,40}:\s+|auth\w{0,14}ur[il]\s+)?)<?(https?:\/\/\S[^<>]*|[a-z][\w.+-]{1,40}:\/{1,2}[^\s<>]*[?#]\S*)>?$/i.exec(
        line,
      ) ?? [];
    if (address === '' || !isWholeAddress(address)) return false;
    if (/^(?:location|origin|referer|host)\s*:/i.test(label) && this.#part !== 'nothing') return false;
    if (this.#part === 'response-body' || this.#part === 'response-headers' || this.#part === 'client') {
      if (!/[?#]/.test(address) || this.#part === 'client') return false;
    }
    if (label !== '' && (!/[?#]/.test(address) || this.#part === 'request-body')) return false;
    if (label !== '' && this.#part === 'nothing' && isToldOf(label)) return false;
    this.#close();
    this.#transcript.reads('address');
    this.#open({ url: address.trim(), headers: [] }, at);
    if (this.#transcript.request) this.#transcript.request.isAddress = true;
    this.#part = 'nothing';
    return true;
  }

  #isHeader(line: string): boolean {
    const isAmongAnswered = this.#part === 'response-headers' && (this.#transcript.response?.headers.length ?? 0) > 0;
    const found = headerLine.exec(line) ?? (isAmongAnswered ? underscoredHeader.exec(line) : null);
    const [, name, value = ''] = found ?? [];
    if (name === undefined || pageWord.test(name)) return false;
    // The members of RFC 6749 section 5.2, as some servers write them in plain text, directly below the headers.
    if (this.#part === 'response-headers' && /^error(?:_description|_uri)?$/.test(name)) return false;
    if (this.#part === 'response-headers' && !this.#transcript.response && knownHeader.test(name)) this.#answer(0, 0);
    // These stand in answers only.
    if (this.#part === 'request-headers' && /^(?:location|set-cookie|www-authenticate)$/i.test(name))
      this.#answer(0, 0);
    const target =
      this.#part === 'request-headers'
        ? this.#transcript.request
        : this.#part === 'response-headers'
          ? this.#transcript.response
          : undefined;
    if (!target || (!knownHeader.test(name) && /\s\w+\s\w+\s\w+/.test(value) && !value.includes('='))) return false;
    if (!knownHeader.test(name) && !name.includes('-') && target.headers.length === 0) return false;
    target.headers.push({ name, value: value.trimStart() });
    return true;
  }

  #blank(lines: readonly string[], at: number): number {
    // What a program printed ends with its paragraph; the next one speaks for itself.
    if (this.#part === 'client') this.#part = 'nothing';
    else if (this.#part === 'request-headers') {
      // A body that stands directly below the headers ends with its paragraph.
      this.#part = (this.#transcript.request?.body.length ?? 0) > 0 ? 'nothing' : 'request-body';
    } else if (this.#part === 'response-headers' && this.#transcript.response) this.#part = 'response-body';
    else if (
      this.#part === 'request-body' &&
      this.#transcript.request !== undefined &&
      this.#transcript.request.body.length > 0
    ) {
      if (isOpenMultipart(this.#transcript.request.body)) this.#transcript.request.body.push('');
      else this.#part = 'nothing';
    } else if (this.#part === 'response-body' && this.#transcript.response && this.#transcript.response.body.length > 0)
      this.#endText(lines, at);
    return at;
  }

  /** A paragraph of an answer in words ends with it; markup and JSON go on. */
  #endText(lines: readonly string[], at: number): void {
    const body = this.#transcript.response?.body.join('\n').trim() ?? '';
    const goesOn = /^[<{[]/.test(body) && !isClosed(body);
    const next = lines.slice(at + 1).find((line) => line.trim() !== '') ?? '';
    if (!goesOn && !/^\s*</.test(next) && this.#transcript.response && !isOfPage(this.#transcript.response, next)) {
      this.#transcript.response.isWhole = true;
      this.#part = 'nothing';
    }
  }

  /** Anything else: a body, or somebody's words. */
  #content(lines: readonly string[], at: number, line: string): number {
    const text = unmarked(lines[at] ?? '');
    if (this.#part === 'client') return this.#transcript.note(text, at, 'client-error');
    if (/^[{[]/.test(line)) return this.#json(lines, at);
    const isForm =
      looksLikeForm(line) &&
      /[a-z_]{2,}=/.test(line) &&
      (line.includes('&') ||
        /^(?:grant_type|code|error|access_token|client_id|refresh_token|token|oauth_token|id_token)=/.test(line));
    // The first boundary of a multipart body, with or without the blank line above it.
    if (this.#part === 'request-headers' && isMultipart(this.#transcript.request) && isOpenMultipart([line]))
      this.#part = 'request-body';
    if (this.#part === 'request-headers' || this.#part === 'request-body') {
      if (
        this.#transcript.request &&
        (isForm ||
          ((this.#part === 'request-body' || /^\w+=\S*$/.test(line)) &&
            !isWithoutBody(this.#transcript.request) &&
            !/\s\w+\s\w+\s/.test(line)))
      ) {
        this.#transcript.request.body.push(line);
        return at;
      }
      if (isForm) return this.#form(line, at);
    }
    if (this.#transcript.response?.body.length === 0 && (firstPerson.test(line) || isFirstStep(lines, at)))
      this.#part = 'nothing';
    if (this.#part === 'response-headers' || this.#part === 'response-body') {
      if (!this.#transcript.response) this.#answer(0, at);
      if (
        this.#transcript.response &&
        !this.#transcript.response.isWhole &&
        !isBelowRedirect(this.#transcript.response, text)
      ) {
        this.#transcript.response.body.push(text);
        this.#part = 'response-body';
        return at;
      }
    }
    if (isForm) return this.#form(line, at);
    const mentioned = this.#part === 'nothing' ? mentionedAddress(text) : undefined;
    if (mentioned === undefined) return this.#transcript.note(text, at);
    this.#transcript.mention(mentioned.url, text, at);
    return this.#transcript.note(mentioned.rest, at);
  }

  /** A JSON text over all of its lines: a body of what is open, an answer, or a request. */
  #json(lines: readonly string[], at: number): number {
    const end = endOfJson(lines, at);
    const text = lines
      .slice(at, end + 1)
      .map(unmarked)
      .join('\n')
      .trim();
    const value = parseLenient(text);
    this.#transcript.reads('json');
    const isObject = typeof value === 'object' && value !== null;
    const records = recordsIn(value);
    if (records.length > 0 && !this.#transcript.request && !this.#transcript.response) {
      for (const record of records) this.#record(JSON.stringify(record), at);
      return end;
    }
    if (!isObject && this.#part !== 'request-body' && this.#part !== 'response-body') {
      // The value of a setting that is named right above it, or something that was logged.
      const above = this.#transcript.noteAbove(at);
      const kind = above !== undefined && /[=:(]\s*$/.test(above.text) ? above.kind : 'log-line';
      return this.#transcript.note(text, at, kind) && end;
    }
    const has = (...names: readonly string[]): boolean => isObject && names.some((name) => Object.hasOwn(value, name));
    const isLogLine = has('level', 'severity', 'msg') && has('time', 'timestamp', 'ts', '@timestamp', 'level');
    // What IdentityServer prints of a request: no answer has such names.
    const isDump = has('AllowedRedirectUris', 'SubjectId');
    if (isLogLine || isDump) return this.#transcript.note(text, at, 'log-line') && end;
    const wantsRequest = this.#part === 'request-headers' || this.#part === 'request-body';
    if (wantsRequest && this.#transcript.request && !isClosed(this.#transcript.request.body.join('\n').trim()))
      this.#transcript.request.body.push(text);
    else if (has('grant_type', 'client_secret', 'redirect_uris') && !this.#transcript.response) {
      if (this.#transcript.request?.isPrinted) replaceBody(this.#transcript.request, text);
      else if (this.#transcript.request && this.#transcript.request.body.length === 0)
        this.#transcript.request.body.push(text);
      else {
        this.#close();
        this.#open({ method: 'POST', headers: [], body: text }, at);
      }
    } else {
      // Behind a whole one that answers nothing, another one is another.
      if (this.#transcript.response?.isWhole && !this.#transcript.request) this.#close();
      if (!this.#transcript.response || this.#transcript.response.isWhole) this.#answer(0, at);
      this.#transcript.response?.body.push(text);
      if (this.#transcript.response) this.#transcript.response.isWhole = true;
      this.#part = 'nothing';
    }
    return end;
  }

  /** The record of one event is an answer of its own. */
  #record(text: string, at: number): void {
    this.#close();
    this.#answer(0, at);
    this.#transcript.response?.body.push(text);
    this.#close();
  }

  /** A form on a line of its own. */
  #form(line: string, at: number): number {
    this.#transcript.reads('form');
    if (/(?:^|&)(?:access_token|error|oauth_token)=/.test(line) && !/(?:^|&)(?:grant_type|client_secret)=/.test(line)) {
      if (!this.#transcript.response) this.#answer(0, at);
      this.#transcript.response?.body.push(line);
    } else if (this.#transcript.request?.isPrinted && !this.#transcript.response)
      replaceBody(this.#transcript.request, line);
    else if (this.#transcript.request && this.#transcript.request.body.length === 0 && !this.#transcript.response)
      this.#transcript.request.body.push(line);
    else {
      this.#close();
      this.#open({ method: 'POST', headers: [], body: line }, at);
    }
    return at;
  }

  #open(request: RawRequest, at: number): void {
    if (this.#transcript.open(request, at)) this.#part = 'nothing';
  }

  #answer(status: number, at: number): void {
    this.#transcript.answer(status, at);
    this.#part = 'response-headers';
  }

  #close(): void {
    this.#transcript.close();
    this.#part = 'nothing';
  }
}
