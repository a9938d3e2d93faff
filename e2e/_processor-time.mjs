// Preloaded into a process: writes the microseconds of processor time that it took into the file that PROCESSOR_TIME names.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.PROCESSOR_TIME, String(user + system));
});
