import { useCallback, useState, useSyncExternalStore } from 'react'
import type { CallInput, CallName } from '../../shared/contract/index.ts'
import { useClient } from './client.tsx'
import type { Read } from './reads.ts'
import { reuse } from './reuse.ts'

const nothingRead = { value: undefined, error: undefined } as const

/**
 * Asks the terminal and asks again whenever rows change; the last value stays meanwhile. With a null input it asks
 * nothing yet.
 */
export function useCall<Name extends CallName>(name: Name, input: CallInput<Name> | null): Read<Name> {
  const { reads } = useClient()
  const asked = useSame(input)
  const view = useCallback(
    (onChange: () => void) => (asked === null ? () => {} : reads.view(name, asked, onChange)),
    [reads, name, asked],
  )
  return useSyncExternalStore(view, () => (asked === null ? nothingRead : reads.snapshot(name, asked)))
}

/** The value with its identity kept for as long as it is equal, though it is made anew at each render. */
function useSame<T>(value: T): T {
  const [kept, setKept] = useState(value)
  const same = reuse(kept, value)
  if (!Object.is(same, kept)) setKept(same)
  return same
}
