import { diagnose, renderExplanation, rules } from '@candor/doctor';
import { tools } from '/work/main/packages/doctor/test/tools.ts';

const want = process.argv.slice(2);
for (const rule of rules) {
  const name = `${rule.cause}:${rule.variant}`;
  if (want.length && !want.some((w) => name.includes(w))) continue;
  const evidence = rule.cases.fires[0].evidence(tools);
  const ex = evidence.exchanges[0];
  console.log(
    renderExplanation(
      {
        version: 1,
        requestId: 'req_1',
        flowId: '7f3c',
        at: ex.at,
        environment: 'sandbox',
        clientId: 'ledger-sync',
        clientName: 'Ledger sync',
        problem: evidence.problem,
        request: { method: ex.request.method, path: ex.request.target },
        response: { status: 400, error: 'invalid_request' },
        diagnoses: diagnose(evidence, tools),
      },
      { colour: process.env.COLOUR === '1', width: Number(process.env.W ?? 100) },
    ),
  );
}
