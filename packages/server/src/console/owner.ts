import { hash } from 'node:crypto';
import { encodeBase64url, readToken } from '@candor/protocol';
import { makeAdministrationToken } from '../admin/create-administration-token.ts';
import { longestPassword } from '../directory/sign-in.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { pageResponse } from '../interaction/page-response.ts';
import type { ReadForm } from '../interaction/read-page-form.ts';
import { type OwnerDoneModel, type OwnerLinkModel, ownerDonePage, ownerLinkPage } from '../pages/owner.ts';
import { refuse } from '../refusal.ts';
import type { ServerRoute } from '../routes/route-table.ts';
import type { ServerContext } from '../server.ts';
import {
  type MemberBrowser,
  memberBrowserCookies,
  memberCsrfToken,
  readMemberBrowser,
  readMemberForm,
} from './member-browser.ts';

const pattern = '/console/owner/:link';

/** The one-time link of the first start. Looking at it consumes nothing; a POST redeems it. */
export const ownerRoutes: readonly ServerRoute[] = [
  { method: 'GET', pattern, handle: (request, { link = '' }, server) => show(link, request, server) },
  { method: 'POST', pattern, handle: (request, { link = '' }, server) => redeem(link, request, server) },
];

const passwordMinimum = 12;
const tokenLifetime = 30 * 24 * 3600 * 1000;
const attempts = { window: 15 * 60_000, limit: 30 };

interface LinkParts {
  readonly id: Uint8Array;
  readonly secretHash: Uint8Array;
}

async function show(link: string, request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  readLink(link);
  if (await server.storage.hasAdministrator()) refuse('owner-link-not-accepted', { reason: 'used' });
  return formResponse(link, await readMemberBrowser(request, server), {}, server);
}

async function redeem(link: string, request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  const parts = readLink(link);
  const browser = await readMemberBrowser(request, server);
  const form = readMemberForm(request, browser, server);
  if (await server.storage.hasAdministrator()) refuse('owner-link-not-accepted', { reason: 'used' });
  await countAttempt(request, server);
  const typed = readOwner(form);
  if (Object.keys(typed.errors).length > 0) return formResponse(link, browser, typed, server);
  const { organisation, text, expiresAt } = await createOwner(parts, typed, server);
  return pageResponse(ownerDonePage(doneModel(organisation, text, expiresAt, server)), { formAction: "'none'" });
}

/** Before a password is hashed for whoever guesses links. */
async function countAttempt(request: HttpRequest, server: ServerContext): Promise<void> {
  const now = server.machineNow();
  const key = `owner-link from ${server.fingerprints.address(request.address)}`;
  const counted = await server.storage.countAttempt({ key, now, ...attempts });
  if (counted.outcome === 'exceeded') refuse('rate-limited', {}, { retryAfter: (counted.retryAt - now) / 1000 });
}

function readLink(link: string): LinkParts {
  const reading = readToken(link);
  if (reading.outcome === 'token' && reading.kind === 'owner-link') {
    return { id: reading.id, secretHash: hash('sha256', reading.secretText, 'buffer') };
  }
  return refuse('owner-link-not-accepted', { reason: 'unknown' });
}

interface Typed {
  readonly organisation: string;
  readonly email: string;
  readonly password: string;
  readonly errors: NonNullable<OwnerLinkModel['errors']>;
}

function readOwner(form: ReadForm): Typed {
  const organisation = (form.get('organisation') ?? '').trim();
  const email = (form.get('email') ?? '').trim();
  const password = form.get('password') ?? '';
  const errors = {
    ...((organisation === '' || organisation.length > 100) && {
      organisation: 'The name of the organisation has 1 to 100 characters.',
    }),
    ...((!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) && {
      email: 'This is not an email address: it has a name, one @ and a domain, such as ada@company.example.',
    }),
    ...(([...password].length < passwordMinimum || password.length > longestPassword) && {
      password: `A password has ${passwordMinimum} to ${longestPassword} characters.`,
    }),
  };
  return { organisation, email, password, errors };
}

async function createOwner(
  link: LinkParts,
  { organisation, email, password }: Typed,
  server: ServerContext,
): Promise<{ readonly organisation: string; readonly text: string; readonly expiresAt: number }> {
  const { identifiers, randomBytes, storage } = server;
  const passwordHash = await server.passwords.hash(password);
  const now = server.machineNow();
  const expiresAt = now + tokenLifetime;
  const nextId = (): string => encodeBase64url(identifiers.next());
  const organisationId = nextId();
  const made = { identifiers, randomBytes, role: 'administrator', name: `owner ${email}`, now, expiresAt } as const;
  const { text, record } = makeAdministrationToken(made);
  const { outcome } = await storage.redeemOwnerLink({
    ...link,
    now,
    organisation: { id: organisationId, name: organisation, createdAt: now },
    member: {
      id: nextId(),
      email,
      passwordHash,
      serverRole: 'administrator',
      organisations: [{ organisationId, role: 'owner' }],
      enabled: true,
      createdAt: now,
    },
    token: record,
  });
  return outcome === 'redeemed'
    ? { organisation, text, expiresAt }
    : refuse('owner-link-not-accepted', { reason: outcome });
}

function doneModel(organisation: string, adminToken: string, expiresAt: number, server: ServerContext): OwnerDoneModel {
  const environment = [...server.environments.byName.keys()][0];
  return {
    organisation,
    adminToken,
    expiresAt: new Date(expiresAt).toISOString(),
    signInHref: '/console/sign-in',
    commands:
      environment === undefined
        ? []
        : [
            {
              title: 'Register an app',
              command: `curl -H "Authorization: Bearer $ADMIN_TOKEN" -H "Content-Type: application/json" -d '{"name":"My app","redirectUris":["http://127.0.0.1:3000/callback"]}' ${server.url}/api/environments/${environment}/clients`,
            },
          ],
  };
}

function formResponse(
  link: string,
  browser: MemberBrowser,
  typed: Partial<Typed>,
  server: ServerContext,
): HttpResponse {
  const { organisation, email, errors } = typed;
  const page = ownerLinkPage({
    form: { action: `/console/owner/${link}`, csrfToken: memberCsrfToken(browser, server) },
    passwordMinimum,
    ...(organisation !== undefined && { organisation: organisation.slice(0, 100) }),
    ...(email !== undefined && { email: email.slice(0, 254) }),
    ...(errors && { errors }),
  });
  return pageResponse(page, {
    formAction: "'self'",
    status: errors ? 422 : 200,
    headers: { 'set-cookie': memberBrowserCookies(browser, server), 'referrer-policy': 'same-origin' },
  });
}
