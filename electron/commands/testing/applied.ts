import { expect } from 'vitest'
import type { CallName } from '../../../shared/contract/index.ts'
import type { StaffRole } from '../../../shared/domain/staff/role.ts'
import type { CommandDone } from '../../outbox/run-command.ts'
import type { CommandInput, DeskCommand } from '../desk-command.ts'
import type { ServerDesk } from './server-desk.ts'

/** Done here, and taken by the server exactly as it was. */
export async function applied<Name extends CallName, Facts>(
  desk: ServerDesk,
  command: DeskCommand<Name, Facts>,
  input: CommandInput<Name>,
  role?: StaffRole,
): Promise<CommandDone> {
  const { done, result } = await desk.do(command, input, role === undefined ? {} : { role })
  if (!done.ok) throw new Error(`${command.name} refused: ${JSON.stringify(done.error)}`)
  expect(result, command.name).toMatchObject({ status: 'applied' })
  return done.value
}
