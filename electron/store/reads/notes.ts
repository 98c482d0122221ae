import type { Database } from 'better-sqlite3'
import type { Department, NoteKind, popUps } from '../../../shared/domain/desk/note.ts'
import { prepared } from '../prepared.ts'
import { unsentRow } from './unsent.ts'

export interface NoteRecord {
  readonly noteId: string
  readonly kind: NoteKind
  readonly bookingId: string | null
  readonly bookingCode: string | null
  readonly guestName: string | null
  readonly roomId: string | null
  readonly roomNumber: string | null
  readonly department: Department | null
  readonly body: string
  readonly dueOn: string | null
  readonly dueAt: string | null
  readonly popsUp: (typeof popUps)[number] | null
  readonly urgent: boolean
  readonly createdAt: string
  readonly createdBy: string
  readonly doneAt: string | null
  readonly doneBy: string | null
  readonly unsent: boolean
}

export interface NotesQuestion {
  readonly noteId?: string
  readonly bookingId?: string | undefined
  readonly roomId?: string | undefined
  readonly kind?: NoteKind | undefined
  readonly department?: Department | undefined
  readonly dueBy?: string | undefined
  readonly popsUp?: (typeof popUps)[number] | undefined
  readonly includeDone: boolean
  readonly limit: number
}

/** What is left for somebody: what is urgent first, then by when it is due. Of what was done long ago only that of one stay. */
export function listNotes(db: Database, question: NotesQuestion): readonly NoteRecord[] {
  return prepared<NoteRow>(db, select(whichOf(question)))
    .all({
      noteId: question.noteId ?? null,
      bookingId: question.bookingId ?? null,
      roomId: question.roomId ?? null,
      kind: question.kind ?? null,
      department: question.department ?? null,
      dueBy: question.dueBy ?? null,
      popsUp: question.popsUp ?? null,
      limit: question.limit,
    })
    .map((row) => ({ ...row, urgent: row.urgent === 1, unsent: row.unsent === 1 }))
}

export interface OpenTasks {
  readonly department: Department | null
  readonly open: number
  readonly overdue: number
}

export function countOpenTasks(db: Database, businessDate: string): readonly OpenTasks[] {
  return prepared<OpenTasks>(
    db,
    `select department, count(*) as open, count(*) filter (where due_on < ?) as overdue from desk_notes
     where done_at is null and kind in ('task', 'wake_up', 'message') group by department order by department`,
  ).all(businessDate)
}

interface NoteRow extends Omit<NoteRecord, 'urgent' | 'unsent'> {
  readonly urgent: 0 | 1
  readonly unsent: 0 | 1
}

const select = (condition: string): string => `
select n.id as noteId, n.kind, n.booking_id as bookingId, b.booking_code as bookingCode, c.full_name as guestName,
  coalesce(n.room_id, b.room_id) as roomId, r.room_number as roomNumber, n.department, n.body, n.due_on as dueOn,
  substr(n.due_at, 1, 5) as dueAt, n.pops_up as popsUp, n.is_urgent as urgent, n.created_at as createdAt,
  coalesce(u.full_name, '') as createdBy, n.done_at as doneAt, d.full_name as doneBy,
  ${unsentRow('desk_notes', 'n.id')} as unsent
from desk_notes n
left join bookings b on b.id = n.booking_id
left join customers c on c.id = b.customer_id
left join rooms r on r.id = coalesce(n.room_id, b.room_id)
left join user_profiles u on u.id = n.created_by
left join user_profiles d on d.id = n.done_by
where ${condition} and (@noteId is null or n.id = @noteId)
  and (@bookingId is null or n.booking_id = @bookingId) and (@roomId is null or coalesce(n.room_id, b.room_id) = @roomId)
  and (@kind is null or n.kind = @kind) and (@department is null or n.department = @department)
  and (@dueBy is null or n.due_on is null or n.due_on <= @dueBy) and (@popsUp is null or n.pops_up = @popsUp)
order by n.is_urgent desc, coalesce(n.due_on, '9999'), coalesce(n.due_at, '99'), n.created_at, n.id
limit @limit`

/** By what the notes are looked for: of all there ever were the fewest are asked whether they fit. */
function whichOf({ noteId, bookingId, includeDone }: NotesQuestion): string {
  const done = includeDone ? '' : ' and n.done_at is null'
  if (noteId !== undefined) return `n.id = @noteId${done}`
  if (bookingId !== undefined) return `n.booking_id = @bookingId${done}`
  return includeDone ? `n.id in (${openAndLately})` : 'n.done_at is null'
}

const openAndLately = `
  select id from desk_notes where done_at is null
  union all
  select id from (select id from desk_notes where done_at is not null order by done_at desc limit @limit)`
