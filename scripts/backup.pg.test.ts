import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'

import { findClientTools } from '../db/hub/backup/client-tools.ts'
import { startDatabase } from '../db/stack/start-database.ts'
import { copyTemplate } from '../db/stack/test-template.ts'
import { openTestDatabase, sqlStateOf, type TestDatabase } from '../db/supabase/tests/support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, today } from '../db/supabase/tests/support/hotel.ts'
import {
  actAs,
  actAsTerminal,
  enrolTerminal,
  type Meant,
  stayWrites,
  type TestTerminal,
} from '../db/supabase/tests/support/terminal.ts'
import { writeAt } from '../db/supabase/tests/support/written-at.ts'
import { root } from './root.ts'

const run = promisify(execFile)

/** A server whose client programs, of the same version, are on this machine: Debian's 15, and any other there may be. */
const versions = ['15', '17', '18']
const version = versions.find(hasTools) ?? install('15')
const skipped = 'no client programs of Postgres here, and none may be installed: backups were NOT tested'
if (version === null) console.warn(`SKIPPED: ${skipped}`)

function hasTools(major: string): boolean {
  return findClientTools(Number(major))?.major === Number(major)
}

/** Root on Debian may install them; somebody else is told that the test was left out. */
function install(major: string): string | null {
  if (process.getuid?.() === 0) {
    spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', `postgresql-client-${major}`], {
      stdio: 'ignore',
      timeout: 90_000,
    })
  }
  return hasTools(major) ? major : null
}

const document = 'PX-774411-ZULU'
const taxId = 'PT 509 442 013 KILO'
const token = 'tok_HOTELQUEBEC99'
const clearTexts = [
  document,
  'PX774411ZULU',
  '774411',
  taxId,
  'PT509442013KILO',
  '509442013',
  token,
  'HOTELQUEBEC',
]

/** What a database holds, row by row; and which life of it this is. */
interface Held {
  readonly rows: ReadonlyMap<string, readonly string[]>
  readonly epoch: string
}

describe.skipIf(version === null)('a hotel’s database', () => {
  let folder: string
  let terminalBefore: TestTerminal
  let chainBefore: TestTerminal['chain']
  let hotel: Hotel
  let guest: string
  let dump: string
  let base: string
  let atDump: Held
  let beforeMishap: Held
  let afterMishap: Held
  let moment: string
  const epochs = new Set<string>()
  const at = (name: string): string => join(folder, name)

  /** The command as somebody types it; gives what it prints. */
  async function backup(...args: readonly string[]): Promise<string> {
    const { stdout } = await run(process.execPath, [join(root, 'scripts', 'backup.ts'), ...args], {
      env: { ...process.env, DATABASE_URL: '' },
    })
    return stdout.trim()
  }

  const open = async (dir: string): Promise<TestDatabase> =>
    await openTestDatabase(
      async () => await startDatabase({ dir: at(dir), durable: true, archiveTo: at('wal') }),
    )

  /** Opens a server for as long as some work needs it. */
  async function within<T>(dir: string, work: (db: TestDatabase) => Promise<T>): Promise<T> {
    const db = await open(dir)
    try {
      return await work(db)
    } finally {
      await db.stop()
    }
  }

  beforeAll(async () => {
    vi.stubEnv('FRONT_DESK_POSTGRES', version ?? '')
    folder = mkdtempSync(join(tmpdir(), 'front-desk-backup-'))
    // Postgres runs as another user where we are root
    chmodSync(folder, 0o711)

    renameSync(await copyTemplate('schema'), at('server'))
    const db = await open('server')
    hotel = await buildHotel(db)
    await writeAt(db, hotel, 3)
    guest = await addSecrets(db, hotel)
    terminalBefore = await enrolTerminal(db)
    await useUpTransactions(db)
    await terminalBefore.do(aSale(terminalBefore, hotel))
    chainBefore = { ...terminalBefore.chain }

    atDump = await hold(db)
    epochs.add(atDump.epoch)
    dump = await backup('dump', '--dir', at('server'), '--to', at('dumps'))
    await backup('keys', '--dir', at('server'), '--to', at('keys.json'))
    base = await backup('base', '--dir', at('server'), '--to', at('bases'), '--wal', at('wal'))

    await writeAt(db, hotel, 9)
    beforeMishap = await hold(db)
    moment = z
      .string()
      .parse(
        await db.value(
          `select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from pg_sleep(0.01)`,
        ),
      )
    await db.rows('select pg_sleep(0.01)')
    await db.rows(`update public.customers set full_name = 'Overwritten', email = null`)
    await db.rows(`delete from public.booking_guests`)
    afterMishap = await hold(db)
    await archiveLog(db)
    await db.stop()
    rmSync(at('server'), { recursive: true })
  }, 300_000)
  afterAll(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  describe('brought back to a moment', () => {
    test('is row for row what it was just before the mishap, in another life', async () => {
      await backup(
        'recover',
        '--from',
        base,
        '--wal',
        at('wal'),
        '--dir',
        at('recovered'),
        '--until',
        moment,
        '--keys',
        at('keys.json'),
      )
      await within('recovered', async (db) => {
        const held = await hold(db)
        expect(held.rows).toEqual(beforeMishap.rows)
        expectNewLife(held)
        expect(await readSecrets(db)).toEqual(['PX774411ZULU', 'PT509442013KILO', token])
        expect(
          await db.rows(
            `select name from pg_settings where source = 'configuration file' and name ~ 'recovery|restore'`,
          ),
        ).toEqual([])
        await expectTerminalsGoOn(db)
      })
    })

    test('or to the end of the history that was left, mishap and all; the cluster that was there is set aside', async () => {
      await backup('recover', '--from', base, '--wal', at('wal'), '--dir', at('recovered'), '--timeline', '1')
      expect(readdirSync(at('recovered')).filter((name) => name.startsWith('postgres.before-'))).toHaveLength(
        1,
      )
      await within('recovered', async (db) => {
        const held = await hold(db)
        expect(held.rows).toEqual(afterMishap.rows)
        expectNewLife(held)
      })
    })

    test('a moment that the log does not reach is refused, and not silently missed', async () => {
      const never = backup(
        'recover',
        '--from',
        base,
        '--wal',
        at('wal'),
        '--dir',
        at('nowhere'),
        '--until',
        '2999-01-01T00:00:00Z',
        '--keys',
        at('keys.json'),
      )
      await expect(never).rejects.toThrow('recovery ended before configured recovery target was reached')
    })

    test('of the copies as many are kept as were asked for, with the log they need and none older', async () => {
      await within('recovered', async () => {
        const args = [
          'base',
          '--dir',
          at('recovered'),
          '--to',
          at('copies'),
          '--wal',
          at('wal'),
          '--keep',
          '1',
        ]
        await backup(...args)
        const newest = await backup(...args)
        expect(readdirSync(at('copies')).map((name) => join(at('copies'), name))).toEqual([newest])
        const [, first = ''] =
          /START WAL .*file (\w+)\)/.exec(readFileSync(join(newest, 'backup_label'), 'utf8')) ?? []
        const logs = readdirSync(at('wal')).filter((name) => /^[0-9A-F]{24}$/.test(name))
        // of all timelines alike: their first eight letters are left out
        expect(logs.filter((name) => name.slice(8) < first.slice(8))).toEqual([])
      })
    })
  })

  describe('restored from a dump', () => {
    test('is row for row what was dumped, in another life, with its secrets; and terminals go on', async () => {
      await backup('restore', '--from', dump, '--dir', at('restored'), '--keys', at('keys.json'))
      await within('restored', async (db) => {
        const held = await hold(db)
        expect(held.rows).toEqual(atDump.rows)
        expectNewLife(held)
        expect(await readSecrets(db)).toEqual(['PX774411ZULU', 'PT509442013KILO', token])
        await expectTerminalsGoOn(db)
      })
    })

    test('never takes the place of a database that nobody named as lost; without the keys what is encrypted stays closed', async () => {
      await expect(backup('restore', '--from', dump, '--dir', at('restored'))).rejects.toThrow('--replace')
      await backup('restore', '--from', dump, '--dir', at('restored'), '--replace')
      await within('restored', async (db) => {
        expect((await hold(db)).rows).toEqual(atDump.rows)
        const clerk = await db.connect()
        await actAs(clerk, hotel.staff.front_desk)
        expect(await sqlStateOf(clerk.rows(`select public.get_customer_id_number($1)`, [guest]))).toBe(
          '55000',
        )
      })
    })

    test('no clear text and no key is in the dump', async () => {
      const { stdout } = await run(`/usr/lib/postgresql/${version}/bin/pg_restore`, ['--file=-', dump], {
        maxBuffer: 1 << 28,
      })
      expect(stdout).toContain('Ada Guest')
      const keys = z
        .object({ keys: z.array(z.object({ secret: z.string() })) })
        .parse(JSON.parse(readFileSync(at('keys.json'), 'utf8')))
      expect(keys.keys.length).toBeGreaterThan(1)
      for (const text of [...clearTexts, ...keys.keys.map(({ secret }) => secret)]) {
        for (const form of [
          text,
          Buffer.from(text).toString('hex'),
          Buffer.from(text).toString('base64').replaceAll('=', ''),
        ]) {
          expect(stdout.includes(form), form).toBe(false)
        }
      }
    })
  })

  /** No terminal may take this for the database that it mirrors. */
  function expectNewLife({ epoch }: Held): void {
    expect(epochs.has(epoch)).toBe(false)
    epochs.add(epoch)
  }

  /** One that was enrolled before hears what the server has of it, works on, and is acknowledged. */
  async function expectTerminalsGoOn(db: TestDatabase): Promise<void> {
    const terminal = await actAsTerminal(db, terminalBefore)
    Object.assign(terminal.chain, chainBefore)
    const { snapshot } = await terminal.snapshotToday()
    expect((await terminal.pull(snapshot)).ackedSeq).toBe(1)
    const sold = await terminal.do(aSale(terminal, hotel))
    expect(sold.status).toBe('applied')
    const page = await terminal.pull(snapshot)
    expect([page.ackedSeq, page.rows['bookings']?.length]).toEqual([2, 1])
  }

  async function readSecrets(db: TestDatabase): Promise<readonly unknown[]> {
    const clerk = await db.connect()
    await actAs(clerk, hotel.staff.front_desk)
    return [
      await clerk.value(`select public.get_customer_id_number($1)`, [guest]),
      await clerk.value(`select public.get_customer_tax_id($1)`, [guest]),
      await db.value(`select private.decrypt(card_data) from public.payments where card_data is not null`),
    ]
  }
})

/**
 * Every row of every table of ours and of the sign-ins. Left out is what a new life changes on purpose: its name, the
 * feed of the old one, and the numbers of its transactions; and the keys, which are tried instead.
 */
async function hold(db: TestDatabase): Promise<Held> {
  const tables = await db.rows(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'app', 'sync', 'archive', 'private', 'auth', 'stack') and c.relkind = 'r'
      order by 1`,
  )
  const leftOut = new Set(['sync.state', 'sync.row_versions', 'private.app_keys'])
  const rows = new Map<string, readonly string[]>()
  for (const name of tables.map((table) => String(table['name']))) {
    if (leftOut.has(name)) continue
    const found = await db.rows(
      `select (to_jsonb(t) - 'xid')::text collate "C" as row from ${name} t order by 1`,
    )
    rows.set(
      name,
      found.map(({ row }) => String(row)),
    )
  }
  const epoch = z.string().parse(await db.value('select sync.epoch()'))
  return { rows, epoch }
}

function aSale(terminal: TestTerminal, hotel: Hotel): Meant {
  const actor = hotel.staff.front_desk
  return { name: 'booking.create', actor, writes: stayWrites(terminal, actor, { type: hotel.standard }) }
}

async function addSecrets(db: TestDatabase, hotel: Hotel): Promise<string> {
  const guest = await addGuest(db)
  const booking = await addBooking(db, { type: hotel.standard, guest })
  const payment = await db.value(
    `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date, status)
     values ('P1', $1, 10, 'card', $2, 'completed') returning id`,
    [booking, today],
  )
  const clerk = await db.connect()
  await actAs(clerk, hotel.staff.front_desk)
  await clerk.rows(`select public.set_customer_id_number($1, $2)`, [guest, document])
  await clerk.rows(`select public.set_customer_tax_id($1, $2)`, [guest, taxId])
  await clerk.rows(`select public.set_payment_card($1, $2, '4242', 'visa')`, [payment, token])
  return guest
}

/** Brings the numbers of transactions far beyond those of a fresh cluster, and the feed's memory with them. */
async function useUpTransactions(db: TestDatabase): Promise<void> {
  await db.rows(`set synchronous_commit = off`)
  await db.rows(`do $$ begin for i in 1..20000 loop perform pg_current_xact_id(); commit; end loop; end $$`)
  await db.rows(`set synchronous_commit = on`)
  const gone = await addGuest(db)
  await db.rows(`delete from public.customers where id = $1`, [gone])
  await db.rows(`select sync.prune_tombstones(now() + interval '1 minute')`)
}

/** Waits until all that was written is in the archive. */
async function archiveLog(db: TestDatabase): Promise<void> {
  const admin = await db.connect(db.adminUrl)
  const last = await admin.value(`select pg_walfile_name(pg_switch_wal())`)
  while ((await admin.value(`select last_archived_wal >= $1 from pg_stat_archiver`, [last])) !== true) {
    await admin.rows(`select pg_sleep(0.05)`)
  }
}
