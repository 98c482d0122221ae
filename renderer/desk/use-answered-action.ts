import { useCallback, useRef, type ReactNode } from 'react'
import type { CallError } from '../../shared/contract/errors.ts'
import type { CallName, CallOutput } from '../../shared/contract/index.ts'
import { useAction, type Action, type ActionInput } from '../bridge/use-action.ts'
import { useApproval } from './approval.tsx'
import { useMattersWords } from './rule-words.tsx'

interface AnsweredAction<Name extends CallName> extends Action<Name> {
  /** Stands wherever the form stands. */
  readonly approvalDialog: ReactNode
}

/** An action that asks for a manager's word where it is refused for want of one, and is then done in the same breath. */
export function useAnsweredAction<Name extends CallName>(name: Name): AnsweredAction<Name> {
  const asking = useRef(false)
  const refused = useRef<CallError | null>(null)
  const keepRefusal = useCallback((error: CallError) => {
    refused.current = error
  }, [])
  const action = useAction(name, keepRefusal)
  const { ask, dialog } = useApproval(name)
  const mattersOf = useMattersWords()

  async function run(input: ActionInput<Name>): Promise<CallOutput<Name> | undefined> {
    if (asking.current) return undefined
    refused.current = null
    const done = await action.run(input)
    if (done !== undefined) return done
    const why = refused.current === null ? [] : neededFor(refused.current)
    if (why.length === 0) return undefined
    asking.current = true
    const word = await ask(why)
    asking.current = false
    return word === null ? undefined : await action.run({ ...input, ...word })
  }

  function neededFor(error: CallError): readonly string[] {
    return error.code === 'approval_needed' ? mattersOf(error) : []
  }

  return { ...action, run, approvalDialog: dialog }
}
