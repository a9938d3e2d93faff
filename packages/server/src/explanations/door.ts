import { jsonResponse } from '../admin/operation.ts';
import { findMember } from '../console/member-browser.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { ServerRoute } from '../routes/route-table.ts';
import type { ServerContext } from '../server.ts';
import { type MayRead, memberReader, readerOf } from './explanation-reader.ts';
import { countAtDoor, openExplanation } from './open-explanation.ts';

/** `GET /api/explanations/{request id}`: the one door to explanations (ARCHITECTURE section 6). */
export const explanationRoute: ServerRoute = {
  method: 'GET',
  pattern: '/api/explanations/:requestId',
  async handle(request, { requestId = '' }, server) {
    await countAtDoor(request.address, server);
    return jsonResponse(200, await openExplanation(requestId, await readerAtDoor(request, server), server));
  },
};

/** Credentials in the header count before the console's cookie. */
async function readerAtDoor(request: HttpRequest, server: ServerContext): Promise<MayRead> {
  if (request.headers.authorization !== undefined) return readerOf(request, server);
  const member = await findMember(request, server);
  return member ? memberReader(member) : () => false;
}
