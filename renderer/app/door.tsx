import { useState } from 'react'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { LockScreen } from '../features/session/lock-screen.tsx'
import { SignInScreen } from '../features/session/sign-in-screen.tsx'
import { Desk } from './desk.tsx'

interface DoorProps {
  readonly staff: StaffMember | null
  readonly line: LineStatus
}

/**
 * Lets staff to the desk. When they leave, the desk stays as it is behind a lock, half-filled forms and all, for the
 * same person; anybody else starts with an empty one.
 */
export function Door({ staff, line }: DoorProps) {
  const [keeper, setKeeper] = useState(staff)
  if (staff && staff.userId !== keeper?.userId) setKeeper(staff)
  if (!keeper) return <SignInScreen />
  return (
    <>
      <Desk key={keeper.userId} staff={keeper} line={line} locked={!staff} />
      {!staff && <LockScreen username={keeper.username} fullName={keeper.fullName} />}
    </>
  )
}
