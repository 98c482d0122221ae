import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { joinStore } from '../../../electron/store/open.ts'
import { loadBusinessDate } from '../../../electron/store/reads/hotel.ts'
import { openTerminal } from '../../../electron/terminal.ts'
import type { Terminal } from '../../../shared/contract/terminal.ts'
import { seededRandom } from '../../load/random.ts'
import { makeInput } from '../inputs.ts'
import { commandNames } from '../schedule.ts'

/**
 * The whole terminal in a process of its own, at work until it is killed. What it tells its parent it tells only once it
 * is so: `ready`, `done` with the click that was answered, `rest` when there is nothing left to send.
 */
const orders = z
  .object({
    dataDir: z.string(),
    server: z.object({ url: z.string(), anonKey: z.string() }),
    enrolCode: z.string().nullable(),
    seed: z.string(),
    /** 0 works until it is killed; else so many commands are tried, and then all is sent. */
    commands: z.int(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''))

const terminal = await openTerminal({
  dataDir: orders.dataDir,
  server: orders.server,
  ...(orders.enrolCode === null ? {} : { enrol: { code: orders.enrolCode, terminalName: 'Victim' } }),
})
await until(terminal, (status) => status.ready)
await signIn(terminal)
process.stdout.write('ready\n')
await work()
if (orders.commands > 0) {
  await until(terminal, ({ line }) => line.pending === 0 && line.mirror === null && line.state !== 'offline')
  await untilAllIsShown()
  process.stdout.write('rest\n')
  await terminal.close()
}

async function work(): Promise<void> {
  const db = joinStore({ file: join(orders.dataDir, 'terminal.db'), readonly: true })
  const random = seededRandom(orders.seed)
  for (let count = 0; orders.commands === 0 || count < orders.commands; count += 1) {
    const businessDate = loadBusinessDate(db)
    if (businessDate === null) continue
    const name = random.pick(commandNames)
    const input = makeInput(name, { db, businessDate, random })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-assertion -- the terminal parses it as it would a window's
    const reply = await terminal.call(name, input as never)
    const requestId = input['requestId']
    if (reply.ok && typeof requestId === 'string') process.stdout.write(`done ${requestId}\n`)
  }
  db.close()
}

/** What the server made of the last commands comes with a pull of its own. */
async function untilAllIsShown(): Promise<void> {
  const db = joinStore({ file: join(orders.dataDir, 'terminal.db'), readonly: true })
  while (db.prepare('select 1 from shadow').get() !== undefined) {
    await terminal.call('terminal.syncNow', {})
    await sleep(100)
  }
  db.close()
}

async function signIn(desk: Terminal): Promise<void> {
  const reply = await desk.call('session.signIn', { username: 'henri', password: 'henri-demo-2024' })
  if (!reply.ok) throw new Error(`henri could not sign in: ${reply.error.code}`)
}

type Status = Extract<
  Awaited<ReturnType<typeof terminal.call<'terminal.status'>>>,
  { readonly ok: true }
>['value']

async function until(desk: Terminal, isSo: (status: Status) => boolean): Promise<void> {
  for (;;) {
    const news = new Promise<void>((resolve) => {
      const stop = desk.on('line', () => {
        stop()
        resolve()
      })
    })
    const reply = await desk.call('terminal.status', {})
    if (reply.ok && isSo(reply.value)) return
    await news
  }
}
