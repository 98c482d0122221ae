import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDatabase } from '../db/stack/start-database.ts'
import { demandFile, stayOf } from './import/testing/lists.ts'

describe('npm run import', { timeout: 300_000 }, () => {
  let dir: string
  let database: Awaited<ReturnType<typeof startDatabase>>
  let file: string

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'front-desk-import-'))
    // where npm start would have its server, and running
    database = await startDatabase({ dir: join(dir, 'server'), durable: false })
    file = join(dir, 'list.csv')
    writeFileSync(
      file,
      demandFile(stayOf('2016-08-10', 5), { adr: 'free' }, { ...stayOf('2016-08-11', 4), adults: '0' }),
    )
  }, 300_000)

  afterAll(async () => {
    await database?.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  it('finds the running server, and tells what came in, what did not and why', async () => {
    const report = join(dir, 'report.csv')
    const run = await importWith(
      '--file',
      file,
      '--profile',
      'hotel-demand',
      '--as-of',
      '2016-08-13',
      '--report',
      report,
    )
    expect(run).toMatchObject({ code: 0 })
    expect(run.stdout).toContain('rejected  line 3: price: "free" is no number\n')
    expect(run.stdout).toContain('remark    line 4: adults: the list says 0, taken as 1\n')
    expect(run.stdout).toMatch(/ {2}imported +2\n/)
    expect(run.stdout).toMatch(/ {2}rejected +1\n/)
    expect(run.stdout).toMatch(/ {2}checked_in +2\n/)
    expect(readFileSync(report, 'utf8')).toBe(
      'line,outcome,reason\n3,rejected,"price: ""free"" is no number"\n4,imported,"adults: the list says 0, taken as 1"\n',
    )
  })

  it('prints no guest, made up or not', async () => {
    const run = await importWith(
      '--file',
      file,
      '--profile',
      'hotel-demand',
      '--as-of',
      '2016-08-13',
      '--dry-run',
    )
    const client = new pg.Client({ connectionString: database.databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ name: string }>('select full_name as name from public.customers')
    await client.end()
    expect(rows).toHaveLength(2)
    for (const { name } of rows) expect(run.stdout + run.stderr).not.toContain(name)
  })

  it('takes another database by its address', async () => {
    const run = await importWith(
      '--file',
      file,
      '--profile',
      'hotel-demand',
      '--as-of',
      '2016-08-13',
      '--database',
      database.databaseUrl,
    )
    expect(run).toMatchObject({ code: 0 })
    expect(run.stdout).toMatch(/ {2}there already +2\n/)
  })

  it.each([
    ['without a file', ['--profile', 'hotel-demand'], '--file is missing'],
    ['of a file that is not there', ['--file', 'no.csv', '--profile', 'hotel-demand'], 'no such file'],
    ['by a profile that is not there', ['--file', 'no.csv', '--profile', 'nobody'], 'there is no profile'],
    [
      'as of no date',
      ['--file', 'no.csv', '--profile', 'hotel-demand', '--as-of', '13.8.2016'],
      '--as-of must be a date',
    ],
    ['with an option it does not have', ['--fast'], "Unknown option '--fast'"],
  ])('%s says what is wrong and fails', async (_name, args, said) => {
    const run = await importWith(...args)
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toContain(said)
  })

  it('as of a day the hotel is not at says so and fails', async () => {
    const run = await importWith('--file', file, '--profile', 'hotel-demand', '--as-of', '2016-08-20')
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('the hotel is at 2016-08-13: it cannot be loaded as of 2016-08-20')
  })

  function importWith(...args: readonly string[]) {
    const script = join(import.meta.dirname, 'import.ts')
    const env = { ...process.env, FRONT_DESK_DATA: dir }
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
      })
    })
  }
})
