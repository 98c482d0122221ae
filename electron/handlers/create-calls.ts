import { z } from 'zod'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { Call } from '../../shared/contract/call.ts'
import type { CallError, InputIssue } from '../../shared/contract/errors.ts'
import { calls, isCallName, type CallName, type ParsedInput } from '../../shared/contract/index.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { StaffRole } from '../../shared/domain/staff/role.ts'
import type { Session } from '../session/session.ts'
import { createBookingCalls } from './booking-calls.ts'
import { createConflictCalls } from './conflict-calls.ts'
import type { DeskDeps } from './desk-deps.ts'
import { createDayCalls } from './day-calls.ts'
import { createDeskCalls } from './desk-calls.ts'
import { createDocumentCalls } from './document-calls.ts'
import { createHoldSweep } from './expire-holds.ts'
import { createFolioCalls } from './folio-calls.ts'
import { createGroupCalls } from './group-calls.ts'
import { createGuestCalls } from './guest-calls.ts'
import type { Asker, Handler, Handlers } from './handlers.ts'
import { createHouseCalls } from './house-calls.ts'
import { createNoteCalls } from './note-calls.ts'
import { createLeaseCalls } from './lease-calls.ts'
import { createRackCalls } from './rack-calls.ts'
import { createRoomCalls } from './room-calls.ts'
import { createSessionCalls } from './session-calls.ts'
import { createWalkInCalls } from './walk-in-calls.ts'
import { createStayCalls } from './stay-calls.ts'
import { createTerminalCalls } from './terminal-calls.ts'

/** Answers whatever is asked under whatever name; it never rejects. */
export type AnswerCall = (name: string, input: unknown) => Promise<Result<unknown, CallError>>

/**
 * The one way in: is there such a call, is the input well formed, may who is signed in ask for it. A handler that throws
 * is a bug: the window is told so, and the log says where.
 */
export function createCalls(deps: DeskDeps): AnswerCall {
  const handlers: Handlers = {
    ...createTerminalCalls(deps),
    ...createSessionCalls(deps),
    ...createDeskCalls(deps),
    ...createRoomCalls(deps),
    ...createRackCalls(deps),
    ...createBookingCalls(deps),
    ...createStayCalls(deps),
    ...createWalkInCalls(deps),
    ...createDayCalls(deps),
    ...createNoteCalls(deps),
    ...createHouseCalls(deps),
    ...createGuestCalls(deps),
    ...createGroupCalls(deps),
    ...createFolioCalls(deps),
    ...createDocumentCalls(deps),
    ...createConflictCalls(deps),
    ...createLeaseCalls(deps),
  }
  const releaseOverHolds = createHoldSweep(deps)
  return async (name, input) => {
    if (!isCallName(name)) return err({ code: 'unknown_call' })
    try {
      const staff = deps.session.current()
      if (staff !== null) releaseOverHolds(staff)
      return await answer(name, handlers[name], input, deps.session)
    } catch (error) {
      deps.reportBug(name, error)
      return err({ code: 'internal' })
    }
  }
}

async function answer<Name extends CallName>(
  name: Name,
  handler: Handler<Name>,
  input: unknown,
  session: Session,
): Promise<Result<unknown, CallError>> {
  const parsed = parseInput(name, input)
  if (!parsed.ok) return parsed
  const approvalId = approvalOf(parsed.value)
  const approver = approvalId === undefined ? null : session.approverOf(approvalId, name)
  const asker = admit(name, session.current(), approver)
  if (!asker.ok) return asker
  if (approvalId !== undefined && approver === null) return err({ code: 'approval_gone' })
  const reply = await handler(parsed.value, asker.value)
  if (reply.ok && approvalId !== undefined) session.spendApproval(approvalId)
  return reply
}

/** The manager's word that comes with a call, where the call takes one. */
function approvalOf(input: unknown): string | undefined {
  const found = withApproval.safeParse(input)
  return found.success ? found.data.approvalId : undefined
}

const withApproval = z.object({ approvalId: z.string() })

function parseInput<Name extends CallName>(name: Name, input: unknown): Result<ParsedInput<Name>, CallError> {
  const parsed = calls[name].input.safeParse(input)
  if (parsed.success) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the schema of this very call has parsed
    return ok(parsed.data as ParsedInput<Name>)
  }
  const issues: readonly InputIssue[] = parsed.error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }))
  const field = issues[0]?.path ?? ''
  return err({ code: 'invalid_input', ...(field === '' ? {} : { field }), issues })
}

function admit<Name extends CallName>(
  name: Name,
  staff: StaffMember | null,
  approver: StaffMember | null,
): Result<Asker<Name>, CallError> {
  const { allowed, approvable }: Call = calls[name]
  if (allowed !== 'anyone') {
    if (staff === null) return err({ code: 'not_signed_in' })
    const may = (role: StaffRole) => allowed === 'staff' || allowed.includes(role)
    if (!may(staff.role) && approvable?.includes(staff.role) !== true) return err({ code: 'not_allowed' })
    if (!may(staff.role) && approver === null)
      return err({ code: 'approval_needed', data: { what: ['role'] } })
    if (!may(staff.role) && approver !== null && !may(approver.role)) return err({ code: 'not_allowed' })
  }
  const asker = staff === null || approver === null ? staff : { ...staff, approver }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- null is left to calls that anyone may make
  return ok(asker as Asker<Name>)
}
