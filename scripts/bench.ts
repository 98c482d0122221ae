import { parseArgs } from 'node:util'
import type { BenchReport } from './bench/report.ts'
import { benchDatabase } from './bench/database.ts'
import { benchDelta } from './bench/delta.ts'
import { benchMirror } from './bench/mirror.ts'
import { benchPush } from './bench/push.ts'
import { benchQueries } from './bench/queries.ts'
import { benchRack } from './bench/rack.ts'

/** `npm run bench -- AREA [--json]`: measures one area beside its floor, in the same run, and says the ratios. */
const areas: Readonly<Record<string, (log: (line: string) => void) => Promise<BenchReport>>> = {
  database: benchDatabase,
  delta: benchDelta,
  mirror: benchMirror,
  push: benchPush,
  queries: benchQueries,
  rack: benchRack,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
const area = positionals[0] ?? ''
const bench = areas[area]
if (bench === undefined) {
  console.error(`bench: name an area: ${Object.keys(areas).join(', ')}`)
  process.exit(2)
}

const report = await bench((line) => console.error(line))
if (values.json) console.log(JSON.stringify(report))
else for (const line of describe(report)) console.log(line)
if (Object.values(report.ratios).some(({ value, limit }) => value > limit)) process.exitCode = 1

function describe({ figures, ratios }: BenchReport): string[] {
  return [
    ...Object.entries(figures).map(([name, value]) => `${name.padEnd(34)} ${value}`),
    ...Object.entries(ratios).map(
      ([name, { value, limit }]) =>
        `${name.padEnd(34)} ${value.toFixed(2)} (limit ${limit}) ${value > limit ? 'OVER' : 'ok'}`,
    ),
  ]
}
