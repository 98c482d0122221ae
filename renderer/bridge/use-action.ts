import { useCallback, useRef, useState } from 'react'
import { v7 } from 'uuid'
import type { CallError } from '../../shared/contract/errors.ts'
import { calls, type CallInput, type CallName, type CallOutput } from '../../shared/contract/index.ts'
import { useClient } from './client.tsx'

/** What a form gives: the input without the `requestId`, which is made per click. */
export type ActionInput<Name extends CallName> = Omit<CallInput<Name>, 'requestId'>

export interface Action<Name extends CallName> {
  /** Asks once; a second call while the first runs does nothing. Undefined when refused (see `error`) or ignored. */
  readonly run: (input: ActionInput<Name>) => Promise<CallOutput<Name> | undefined>
  readonly running: boolean
  readonly error: CallError | undefined
  readonly clear: () => void
}

/** Something a clerk does: one request per click, however often the button is hit. */
export function useAction<Name extends CallName>(
  name: Name,
  /** Hears a refusal that is not shown beside a form; give it a stable identity. */
  onRefused?: (error: CallError) => void,
): Action<Name> {
  const { bridge, reads } = useClient()
  const busy = useRef(false)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<CallError>()

  const run = useCallback(
    async (input: ActionInput<Name>) => {
      if (busy.current) return undefined
      busy.current = true
      setRunning(true)
      try {
        const reply = await bridge.call(name, stamped(name, input))
        setError(reply.ok ? undefined : reply.error)
        if (reply.ok) return reply.value
        onRefused?.(reply.error)
        if (reply.error.code === 'not_signed_in') reads.expire(['session.current'])
      } catch (cause) {
        setError({ code: 'internal' })
        reportError(cause)
      } finally {
        busy.current = false
        setRunning(false)
      }
      return undefined
    },
    [bridge, reads, name, onRefused],
  )
  const clear = useCallback(() => setError(undefined), [])
  return { run, running, error, clear }
}

/** Makes a form's input whole: commands get the identity under which a resent click is done once. */
function stamped<Name extends CallName>(name: Name, input: ActionInput<Name>): CallInput<Name> {
  const asked: unknown = 'requestId' in calls[name].input.shape ? { ...input, requestId: v7() } : input
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields asked for, and the one added where the schema has it
  return asked as CallInput<Name>
}
