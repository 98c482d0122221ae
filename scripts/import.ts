import { readFile, writeFile } from 'node:fs/promises'
import { parseImportArguments, usage, type ImportArguments } from './import/arguments.ts'
import { describeRefusal, describeReport, describeStep, reportCsv } from './import/describe.ts'
import { findDatabase } from './import/find-database.ts'
import { importList } from './import/import-list.ts'
import { loadProfile } from './import/load-profile.ts'
import { createLife } from './start/life.ts'

/** `npm run import`: another system's booking list becomes the hotel's. What it came to goes to standard output. */
const log = (line: string): void => void process.stderr.write(`${line}\n`)
const life = createLife(log)
try {
  if (process.argv.includes('--help')) {
    process.stdout.write(usage)
    await life.stop(0)
  } else {
    await life.stop(await runImport(parseImportArguments(process.argv.slice(2), process.env)))
  }
} catch (error) {
  if (!life.isStopping()) log(`import: ${error instanceof Error ? error.message : String(error)}`)
  await life.stop(1)
}

/** Returns the exit code: 0 when the list was taken, whatever rows were rejected; 1 when it was refused as a whole. */
async function runImport(options: ImportArguments): Promise<number> {
  const { file, asOf, dryRun, reportFile } = options
  const profile = await loadProfile(options.profile)
  if (!profile.ok) {
    log(`import: ${describeRefusal(profile.error)}`)
    return 1
  }
  const bytes = await readFile(file)
  const database = await life.begin(
    'database',
    async () => await reachDatabase(options),
    async (begun) => await begun.stop(),
  )
  const { databaseUrl } = database
  const startedAt = performance.now()
  const report = await life.during(
    importList({
      databaseUrl,
      bytes,
      profile: profile.value,
      asOf,
      dryRun,
      now: new Date(),
      onProgress: (step) => log(describeStep(step)),
    }),
  )
  if (!report.ok) {
    log(`import: ${describeRefusal(report.error)}`)
    return 1
  }
  if (reportFile !== null) await writeFile(reportFile, reportCsv(report.value))
  const seconds = (performance.now() - startedAt) / 1000
  const lines = [...describeReport(report.value, dryRun), `  took              ${seconds.toFixed(1)} s`]
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

async function reachDatabase({ databaseUrl, serverDir }: ImportArguments) {
  if (databaseUrl !== null) return { databaseUrl, stop: async () => {} }
  return await findDatabase(serverDir, log)
}
