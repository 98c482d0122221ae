import { useCallback, useSyncExternalStore } from 'react'
import type { CallInput, CallName } from '../../shared/contract/index.ts'
import { useClient } from './client.tsx'
import type { Read } from './reads.ts'

const nothingRead = { value: undefined, error: undefined } as const

/**
 * Asks the terminal and asks again whenever rows change; the last value stays meanwhile. With a null input it asks
 * nothing yet.
 */
export function useCall<Name extends CallName>(name: Name, input: CallInput<Name> | null): Read<Name> {
  const { reads } = useClient()
  const key = input === null ? null : JSON.stringify(input)
  // the key stands for the input, which is a new object at each render
  const view = useCallback(
    (onChange: () => void) => (input === null ? () => {} : reads.view(name, input, onChange)),
    [reads, name, key],
  )
  return useSyncExternalStore(view, () => (input === null ? nothingRead : reads.snapshot(name, input)))
}
