import { err, ok, type Result } from '../../kernel/result.ts'

/**
 * What people at the desk leave for each other and for the house:
 *
 *     message    for a guest, to be handed on
 *     task       for a department, on a day
 *     wake_up    a call at a time of a day
 *     alert      pops up when the guest comes, or goes
 *     handover   a word to the next shift; done when it was read
 */
export const noteKinds = ['message', 'task', 'wake_up', 'alert', 'handover'] as const

export type NoteKind = (typeof noteKinds)[number]

export const departments = ['front_desk', 'housekeeping', 'maintenance', 'restaurant', 'management'] as const

export type Department = (typeof departments)[number]

export const popUps = ['check_in', 'check_out'] as const

export interface NewNote {
  readonly kind: NoteKind
  readonly bookingId?: string | undefined
  readonly department?: Department | undefined
  readonly dueOn?: string | undefined
  readonly dueAt?: string | undefined
  readonly popsUp?: (typeof popUps)[number] | undefined
}

/** Does a note say all that its kind needs? */
export function checkNote(note: NewNote, businessDate: string): Result<void, NoteError> {
  const missing = missingField(note)
  if (missing !== null) return err({ code: 'invalid_input', field: missing, message: 'needed for this kind' })
  if ((note.kind === 'alert') !== (note.popsUp !== undefined)) {
    return err({ code: 'invalid_input', field: 'popsUp', message: 'for an alert alone' })
  }
  if (note.dueOn !== undefined && note.dueOn < businessDate) {
    return err({ code: 'invalid_input', field: 'dueOn', message: 'before the business date' })
  }
  return ok(undefined)
}

export interface NoteError {
  readonly code: 'invalid_input'
  readonly field: string
  readonly message: string
}

function missingField(note: NewNote): 'bookingId' | 'department' | 'dueOn' | 'dueAt' | null {
  const isAboutStay = note.kind === 'message' || note.kind === 'wake_up' || note.kind === 'alert'
  if (isAboutStay && note.bookingId === undefined) return 'bookingId'
  if (note.kind === 'task' && note.department === undefined) return 'department'
  if ((note.kind === 'wake_up' || note.kind === 'task') && note.dueOn === undefined) return 'dueOn'
  return note.kind === 'wake_up' && note.dueAt === undefined ? 'dueAt' : null
}
