import { useSyncExternalStore } from 'react'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { useClient } from '../bridge/client.tsx'
import { useCall } from '../bridge/use-call.ts'

/** The line to the server, as last told; before the first word of it, as asked. */
export function useLine(): LineStatus | null {
  const client = useClient()
  const told = useSyncExternalStore(client.onLine, client.line)
  const asked = useCall('terminal.status', {}).value
  return told ?? asked?.line ?? null
}
