import { useCallback, useState, type ReactNode } from 'react'
import type { CallName } from '../../shared/contract/index.ts'
import { isManager } from '../../shared/domain/staff/role.ts'
import { useCall } from '../bridge/use-call.ts'
import { ApprovalDialog } from './approval-dialog.tsx'

/** A manager's word, as it goes with a call; a manager who does it needs none. */
export type Word = { readonly approvalId?: string }

interface Asked {
  /** What it is for, a sentence each. */
  readonly why: readonly string[]
  readonly answer: (word: Word | null) => void
}

interface Approval {
  /** Asks for a manager's word; null when none was given. */
  readonly ask: (why: readonly string[]) => Promise<Word | null>
  /** Stands wherever the form stands. */
  readonly dialog: ReactNode
}

/** Lets a manager answer for one call without anybody having to sign out. */
export function useApproval(call: CallName): Approval {
  const role = useCall('session.current', {}).value?.staff?.role
  const [asked, setAsked] = useState<Asked | null>(null)
  const ask = useCallback(
    (why: readonly string[]) =>
      new Promise<Word | null>((resolve) => {
        setAsked({
          why,
          answer: (word) => {
            setAsked(null)
            resolve(word)
          },
        })
      }),
    [],
  )
  return {
    ask,
    dialog: asked && (
      <ApprovalDialog
        call={call}
        why={asked.why}
        mayAnswer={role !== undefined && isManager(role)}
        onDone={asked.answer}
      />
    ),
  }
}
