import { ok } from '../../shared/kernel/result.ts'
import { listQuarantined, listUnconfirmedCommands } from '../store/reads/commands.ts'
import { loadBusinessDate, loadHotel } from '../store/reads/hotel.ts'
import { readSyncState } from '../store/sync-state.ts'
import type { DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'

type TerminalCalls =
  | 'terminal.status'
  | 'terminal.enrol'
  | 'terminal.practiseOutage'
  | 'terminal.syncNow'
  | 'terminal.commands'
  | 'terminal.exportQuarantine'

export function createTerminalCalls({ db, line }: DeskDeps): Pick<Handlers, TerminalCalls> {
  return {
    'terminal.status': () => {
      const hotel = loadHotel(db)
      const businessDate = loadBusinessDate(db)
      const enrolled = readSyncState(db, 'terminal_id') !== null
      return ok({
        enrolled,
        ready: enrolled && hotel !== null && businessDate !== null && readSyncState(db, 'ready') !== null,
        terminalName: readSyncState(db, 'terminal_name'),
        series: readSyncState(db, 'series'),
        hotelName: hotel?.hotel_name ?? null,
        businessDate,
        timeZone: hotel?.time_zone ?? null,
        currency: hotel?.currency ?? null,
        line: line.status(),
      })
    },
    'terminal.enrol': ({ code, terminalName }) => line.enrol(code, terminalName),
    'terminal.practiseOutage': async ({ on }) => ok(await line.practiseOutage(on)),
    'terminal.syncNow': () => {
      line.syncNow()
      return ok(line.status())
    },
    'terminal.commands': () => ok({ commands: [...listUnconfirmedCommands(db)] }),
    'terminal.exportQuarantine': () => {
      const series = readSyncState(db, 'series')
      const kept = { terminalId: readSyncState(db, 'terminal_id'), series, commands: listQuarantined(db) }
      return ok({
        fileName: `quarantine-${series ?? 'terminal'}.json`,
        mediaType: 'application/json',
        text: JSON.stringify(kept, null, 2),
      })
    },
  }
}
