import { parseArgs } from 'node:util'
import { soakCrash } from './soak/crash/soak-crash.ts'
import { soakModel } from './soak/soak-model.ts'
import { soakOutage, soakRestore } from './soak/soak-scenarios.ts'
import { soakSync } from './soak/soak-sync.ts'

/**
 * `npm run soak -- AREA --seed N --schedules K [--json]`: tries the laws of sync out, schedule by schedule. A seed is one
 * schedule, and plays the same whenever it is played; K of them are N, N + 1 and so on.
 */
const areas = {
  sync: soakSync,
  crash: soakCrash,
  model: soakModel,
  outage: soakOutage,
  restore: soakRestore,
} as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    schedules: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
})
const name = positionals[0] ?? ''
const [seed, schedules] = [Number(values.seed), Number(values.schedules)]
if (!isArea(name) || !Number.isInteger(seed) || !Number.isInteger(schedules) || schedules < 1) {
  console.error(`soak: npm run soak -- ${Object.keys(areas).join('|')} [--seed N] [--schedules K] [--json]`)
  process.exit(2)
}

const report = await areas[name]({ seed, schedules, log: (line) => console.error(line) })
if (!values.json)
  for (const [key, value] of Object.entries(report)) console.log(`${key.padEnd(16)} ${JSON.stringify(value)}`)
console.log(JSON.stringify(report))
if (report.failed.length > 0) process.exitCode = 1

function isArea(text: string): text is keyof typeof areas {
  return Object.hasOwn(areas, text)
}
