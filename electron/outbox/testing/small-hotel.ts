import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Clock } from '../../../shared/kernel/clock.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { openStore } from '../../store/open.ts'
import { writeSyncState } from '../../store/sync-state.ts'
import { upsertStored } from '../../store/writes/upsert-rows.ts'
import type { Command } from '../command.ts'
import { systemIds } from '../op-ids.ts'
import type { Desk } from '../run-command.ts'

export const terminalId = '00000000-0000-7000-8000-0000000000a1'
export const actorId = '00000000-0000-7000-8000-0000000000b1'
export const roomId = '00000000-0000-7000-8000-0000000000c1'
const roomTypeId = '00000000-0000-7000-8000-0000000000d1'

export interface SmallHotel {
  readonly db: Database
  readonly file: string
  readonly throwAway: () => void
}

/** A terminal's file with one clean room in it. */
export function openSmallHotel(): SmallHotel {
  const file = join(mkdtempSync(join(tmpdir(), 'front-desk-outbox-')), 'terminal.db')
  const db = openStore({ file })
  writeSyncState(db, 'terminal_id', terminalId)
  writeSyncState(db, 'series', 'A')
  writeSyncState(db, 'schema_version', '4')
  upsertStored(db, 'business_days', {
    id: '00000000-0000-7000-8000-0000000000e1',
    business_date: '2026-08-13',
  })
  upsertStored(db, 'room_types', { id: roomTypeId, name: 'Standard', code: 'STD', base_rate: 10_000 })
  upsertStored(db, 'rooms', {
    id: roomId,
    room_number: '101',
    room_type_id: roomTypeId,
    floor: 1,
    housekeeping_status: 'clean',
  })
  return {
    db,
    file,
    throwAway: () => {
      db.close()
      rmSync(join(file, '..'), { recursive: true, force: true })
    },
  }
}

export function deskAt(clock: Clock): Desk {
  return { actor: { userId: actorId, role: 'front_desk' }, clock, ids: systemIds(clock), offline: false }
}

/** Notes down a guest who comes with a wish: two rows of two tables, and refuses a name that is on a list. */
export const noteGuest: Command<{ readonly fullName: string; readonly dirty: boolean }> = {
  name: 'test.noteGuest',
  run: (tx, { fullName, dirty }, context) => {
    const id = context.ids.fresh()
    tx.insert('customers', { id, full_name: fullName })
    tx.update('rooms', roomId, { housekeeping_status: dirty ? 'dirty' : 'clean' })
    if (fullName === 'Nobody') return err({ code: 'not_allowed' })
    return ok({ subject: fullName, bookingId: null, reply: { id } })
  },
}
