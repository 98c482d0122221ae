import { z } from 'zod'
import { faultOf } from '../../../shared/protocol/constraints.ts'

/** Which value of which row the server would not have. */
export interface Fault {
  readonly table: string
  readonly field: string
}

/**
 * The field at fault, from the detail of a command's end or of a conflict (`outbox.detail`, `sync_conflicts.theirs`): the
 * one that the broken constraint is about, or the column that the server names. Null where the server named neither.
 */
export function faultOfDetail(detail: string | null): Fault | null {
  if (detail === null) return null
  const { table, constraint, column } = refusal.parse(JSON.parse(detail))
  if (table === undefined) return null
  const field = (constraint === undefined ? undefined : faultOf(table, constraint)?.field) ?? column
  return field === undefined ? null : { table, field }
}

/** Whatever else a detail holds, the rest is not about a constraint. */
const text = z.string().optional().catch(undefined)
const refusal = z.object({ table: text, constraint: text, column: text }).catch({})
