import { join } from 'node:path'
import { v7 } from 'uuid'
import { openTerminal } from '../../electron/terminal.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/contract/index.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import type { Stack } from '../stack.ts'

export type BenchStack = Pick<Stack, 'url' | 'anonKey' | 'databaseUrl' | 'enrolCode' | 'staff'>

/** A terminal as it is sold, its engine in a thread of its own, with Maria at it. What is refused ends the bench. */
export interface BenchDesk {
  readonly terminal: Terminal
  readonly file: string
  readonly ask: <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>
  /** Waits until the line says so. */
  readonly until: (isSo: (line: CallOutput<'terminal.status'>['line']) => boolean) => Promise<void>
  /** Sells a room for a night that is far away; answers the booking's id. */
  readonly book: () => Promise<string>
}

export async function openBenchDesk(
  stack: BenchStack,
  dir: string,
  terminalName: string,
): Promise<BenchDesk> {
  const dataDir = join(dir, terminalName)
  const server = { url: stack.url, anonKey: stack.anonKey }
  const terminal = await openTerminal({
    dataDir,
    server,
    enrol: { code: await stack.enrolCode(), terminalName },
  })
  try {
    return await signedIn(terminal, join(dataDir, 'terminal.db'), stack)
  } catch (error) {
    await terminal.close()
    throw error
  }
}

async function signedIn(terminal: Terminal, file: string, stack: BenchStack): Promise<BenchDesk> {
  const ask: BenchDesk['ask'] = async (name, input) => {
    const reply = await terminal.call(name, input)
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.error.code}`)
    return reply.value
  }
  const until: BenchDesk['until'] = async (isSo) => {
    let heard = (): void => {}
    const stop = terminal.on('line', () => heard())
    try {
      for (;;) {
        const news = new Promise<void>((resolve) => {
          heard = resolve
        })
        if (isSo((await ask('terminal.status', {})).line)) return
        await news
      }
    } finally {
      stop()
    }
  }

  await until((line) => line.state === 'ok' && line.lastSyncedAt !== null)
  const maria = stack.staff.find(({ username }) => username === 'maria')
  if (maria === undefined) throw new Error('the bench’s clerk does not work here')
  await ask('session.signIn', { username: maria.username, password: maria.password })
  const { businessDate } = await ask('terminal.status', {})
  if (businessDate === null) throw new Error('the hotel has no open day')
  const far = addDays(businessDate, 400)
  const party = { adults: 1, children: 0 }
  const { types } = await ask('booking.quote', { arrival: far, departure: addDays(far, 1), ...party })
  const sold = types.filter(({ fits, free }) => fits && free > 0)
  let number = 0

  return {
    terminal,
    file,
    ask,
    until,
    book: async () => {
      const type = sold[number % sold.length]
      if (type === undefined) throw new Error('the hotel has no room to sell')
      const arrival = addDays(far, Math.floor(number / sold.length))
      number += 1
      const { booking } = await ask('booking.create', {
        requestId: v7(),
        arrival,
        departure: addDays(arrival, 1),
        ...party,
        guest: { kind: 'new', fullName: `Guest ${number}`, phone: '', email: '', nationality: '' },
        roomTypeId: type.roomTypeId,
        source: 'phone',
        specialRequests: '',
        internalNotes: '',
        overbook: false,
      })
      return booking.bookingId
    },
  }
}
