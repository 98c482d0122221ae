import type { CallName } from '../../../shared/contract/index.ts'
import { testCalls } from '../../../electron/handlers/testing/test-calls.ts'
import { timed } from '../report.ts'
import { everyRead } from './every-read.ts'
import { watchReads, type AskedQuery } from './watch-reads.ts'
import type { YearsOfStays } from './years-of-stays.ts'

/** A read, how long the clerk waited for it, and what the store was asked for it. */
export interface AnsweredRead {
  readonly call: CallName
  readonly name: string
  /** The middle one of all times but the first. */
  readonly ms: number
  /** Rows that the store gave for it, each time. */
  readonly rows: number
  readonly queries: readonly AskedQuery[]
}

/** Asks everything that a window may, through the contract, as often as said after a first time. */
export async function askEveryRead(
  years: YearsOfStays,
  times: number,
  log: (line: string) => void = () => {},
): Promise<readonly AnsweredRead[]> {
  const store = watchReads(years.hotel.db)
  const { call, signIn, bugs } = testCalls({ ...years.hotel, db: store.db })
  await signIn()
  store.take()
  const answered: AnsweredRead[] = []
  for (const { call: name, how, input } of everyRead(years)) {
    const ask = async (): Promise<number> => {
      const { value: reply, ms } = await timed(() => call(name, input))
      if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)} ${bugs.join()}`)
      return ms
    }
    await ask()
    log(how === '' ? name : `${name}, ${how}`)
    // the first time the pages come from the disk, and the plans are made
    store.take()
    const all: number[] = []
    for (let time = 0; time < times; time += 1) all.push(await ask())
    const queries = store.take()
    answered.push({
      call: name,
      name: how === '' ? name : `${name}, ${how}`,
      ms: all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0,
      rows: Math.round(queries.reduce((sum, { rows }) => sum + rows, 0) / times),
      queries,
    })
  }
  return answered
}
