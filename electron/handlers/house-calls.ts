import { z } from 'zod'
import type { CallReply } from '../../shared/contract/index.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { blockRoom, changeBlock, releaseRoom, saySeen } from '../commands/room-blocks.ts'
import { listBoard, loadBoardRoom } from '../store/reads/board.ts'
import { countAttention, countPending } from '../store/reads/commands.ts'
import { countOpenTasks, listNotes, type NoteRecord } from '../store/reads/notes.ts'
import { readTogether } from '../store/reads/read-together.ts'
import { listBlocks, loadBlockRecord } from '../store/reads/room-blocks.ts'
import { listDone, listTaken } from '../store/reads/shift.ts'
import { loadToday } from '../store/reads/today.ts'
import { readSyncState } from '../store/sync-state.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { doCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'
import { staysInRoom } from './stays-in-room.ts'

type HouseCalls =
  | 'room.block'
  | 'room.changeBlock'
  | 'room.stays'
  | 'room.release'
  | 'room.blocks'
  | 'room.saySeen'
  | 'housekeeping.board'
  | 'shift.handover'

export function createHouseCalls(deps: DeskDeps): Pick<Handlers, HouseCalls> {
  const { db } = deps
  return {
    'room.block': ({ requestId, ...input }, staff) =>
      blockOf(deps, doCommand(deps, blockRoom, input, requestId, staff)),
    'room.changeBlock': ({ requestId, ...input }, staff) =>
      blockOf(deps, doCommand(deps, changeBlock, input, requestId, staff)),
    'room.stays': (input) => {
      const day = readyDay(db)
      return day.ok ? ok({ stays: [...staysInRoom(db, input, day.value)] }) : day
    },
    'room.release': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, releaseRoom, input, requestId, staff)
      return done.ok ? ok({}) : done
    },
    'room.blocks': ({ from, to }) => ok({ blocks: [...listBlocks(db, from, to)] }),
    'housekeeping.board': () => {
      const day = readyDay(db)
      return day.ok ? ok({ rooms: [...listBoard(db, day.value)] }) : day
    },
    'room.saySeen': ({ requestId, ...input }, staff) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const done = doCommand(deps, saySeen, input, requestId, staff)
      if (!done.ok) return done
      const room = loadBoardRoom(db, input.roomId, day.value)
      return room === null ? err({ code: 'not_found', field: 'roomId' }) : ok(room)
    },
    'shift.handover': ({ since }) => {
      const day = readyDay(db)
      return day.ok ? handover(deps, day.value, since) : day
    },
  }
}

const blockReply = z.object({ blockId: z.string() })

function blockOf({ db }: DeskDeps, done: ReturnType<typeof doCommand>): CallReply<'room.block'> {
  if (!done.ok) return done
  const block = loadBlockRecord(db, blockReply.parse(done.value.reply).blockId)
  return block === null ? err({ code: 'not_found' }) : ok({ block })
}

/** A call of this night: the next shift makes it. */
function isSoonToWake({ kind, dueOn }: NoteRecord, businessDate: string): boolean {
  return kind === 'wake_up' && dueOn !== null && dueOn <= addDays(businessDate, 1)
}

/** The shift that writes itself: what is left, what is wrong, what was taken and what was said. */
function handover({ db }: DeskDeps, businessDate: string, since: string): CallReply<'shift.handover'> {
  return readTogether(db, () => {
    const today = loadToday(db, businessDate)
    const open = listNotes(db, { includeDone: false, limit: 500 })
    return ok({
      businessDate,
      arrivalsLeft: [...today.arrivals.rows],
      departuresLeft: [...today.departures.rows],
      unassigned: today.unassigned.remaining,
      blocks: [...listBlocks(db, businessDate, addDays(businessDate, 1))],
      discrepancies: listBoard(db, businessDate).filter((room) => room.discrepancy !== null),
      tasks: [...countOpenTasks(db, businessDate)],
      urgent: open.filter(
        (note) => note.kind !== 'handover' && (note.urgent || isSoonToWake(note, businessDate)),
      ),
      notes: open.filter((note) => note.kind === 'handover'),
      taken: [...listTaken(db, readSyncState(db, 'terminal_id') ?? '', since)],
      done: [...listDone(db, since)],
      unsent: countPending(db),
      attention: countAttention(db),
    })
  })
}
