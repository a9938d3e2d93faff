#!/usr/bin/env node
// Only syntax that old Nodes parse: this file is the one that has to explain to them what is missing.

const neededMajor = 26;

if (Number(process.versions.node.split('.')[0]) < neededMajor) {
  process.stderr.write(
    `candor did not start: it runs on Node ${neededMajor} or newer and this is Node ${process.versions.node}; ` +
      'the project installs the right Node beside itself, so start it through npm: `npm start` or `npx candor serve`.\n',
  );
  process.exitCode = 3;
} else {
  start();
}

/**
 * Our modules name each other by whole addresses, so Node need not search the disk for each of some five hundred: a fifth
 * of the time that `candor doctor` takes to start.
 */
function resolveWithoutLooking(specifier, context, next) {
  if (!specifier.startsWith('.') || !specifier.endsWith('.ts')) return next(specifier, context);
  return { url: new URL(specifier, context.parentURL).href, format: 'module-typescript', shortCircuit: true };
}

async function start() {
  try {
    const { enableCompileCache, registerHooks } = await import('node:module');
    enableCompileCache();
    registerHooks({ resolve: resolveWithoutLooking });
    const { main } = await import('../src/main.ts');
    const status = await main(process.argv.slice(2));
    if (typeof status === 'number') process.exitCode = status;
  } catch (fault) {
    const said = fault instanceof Error ? fault.stack : fault;
    process.stderr.write(`candor stopped on an unexpected fault; report it with the lines below.\n${said}\n`);
    process.exit(1);
  }
}
