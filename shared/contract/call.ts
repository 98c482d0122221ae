import type { z } from 'zod'
import type { StaffRole } from '../domain/staff/role.ts'

/** One thing a window may ask of the terminal: who may ask, what it says, what it gets back. */
export interface Call {
  /** 'anyone' before sign-in, 'staff' for whoever is signed in, or the roles that may. */
  readonly allowed: 'anyone' | 'staff' | readonly StaffRole[]
  /** Roles that may ask all the same when a manager has given their word: see `session.approve`. */
  readonly approvable?: readonly StaffRole[]
  readonly input: z.ZodType
  readonly output: z.ZodType
}

/** Roles that run the desk. */
export const desk = ['admin', 'manager', 'front_desk'] as const satisfies readonly StaffRole[]
/** Roles that clean rooms, and those that run the desk. */
export const rooms = [...desk, 'housekeeping'] as const satisfies readonly StaffRole[]
/** Roles that read guests and money. */
export const readers = [...desk, 'accountant', 'auditor'] as const satisfies readonly StaffRole[]
